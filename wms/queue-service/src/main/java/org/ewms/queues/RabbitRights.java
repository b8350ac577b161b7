package org.ewms.queues;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.mqclient.MessageBroker;

/**
 * What a queue's token is good for, in RabbitMQ's words.
 *
 * @param server resource server, the broker's cluster in the rights
 * @param type of the rights
 */
record RabbitRights(String server, String type) {
    void tell(JWTClaimsSet.Builder claims, String queueId, Access access) {
        claims.claim("authorization_details", details(queueId, access)).claim("scope", scopes(queueId, access));
    }

    /**
     * RabbitMQ's rich authorization details. Whoever publishes does so through the default exchange. Whoever consumes may put what it
     * cannot do among the dead letters of this queue, which have an exchange for that.
     */
    private List<Map<String, Object>> details(String queueId, Access access) {
        String cluster = "cluster:" + server;
        List<Map<String, Object>> details = new ArrayList<>();
        details.add(right(cluster + "/queue:" + queueId, access.actions()));
        exchanges(queueId, access).forEach(each -> details.add(right(cluster + "/exchange:" + each, List.of("write"))));
        return details;
    }

    /** The same for a RabbitMQ before 3.12, which knows no details. */
    private List<String> scopes(String queueId, Access access) {
        String prefix = server + ".";
        List<String> scopes = new ArrayList<>();
        access.actions().forEach(action -> scopes.add(prefix + action + ":*/" + queueId));
        exchanges(queueId, access).forEach(each -> scopes.add(prefix + "write:*/" + each));
        return scopes;
    }

    private static List<String> exchanges(String queueId, Access access) {
        return access.publishes() ? List.of("amq.default") : List.of(MessageBroker.deadLetterQueue(queueId));
    }

    private Map<String, Object> right(String location, List<String> actions) {
        return Map.of("type", type, "locations", List.of(location), "actions", actions);
    }
}
