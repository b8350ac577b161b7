package org.ewms.queues;

import static org.ewms.mqclient.RoleRights.Right.CONSUME;
import static org.ewms.mqclient.RoleRights.Right.PUBLISH;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.RoleRights;

/**
 * The roles of queues, for a broker that keeps what each role may do: one for each queue and what is done with it, which the queue's tokens
 * are made out to.
 */
final class QueueRoles {
    private final RoleRights rights;

    QueueRoles(RoleRights rights) {
        this.rights = rights;
    }

    /** The role that a token for this is made out to. */
    static String role(String queueId, Access access) {
        return queueId + "." + access.name().toLowerCase(Locale.ROOT);
    }

    /** Gives the queue's roles their rights, in its dead-letter queue too: who consumes puts there what it cannot do. */
    void grant(String queueId) {
        String dead = MessageBroker.deadLetterQueue(queueId);
        for (Access access : Access.values()) {
            String role = role(queueId, access);
            Set<RoleRights.Right> allowed = EnumSet.noneOf(RoleRights.Right.class);
            if (access.consumes()) {
                allowed.add(CONSUME);
                rights.grant(dead, role, access == Access.COMPATIBLE ? Set.of(CONSUME, PUBLISH) : Set.of(PUBLISH));
            }
            if (access.publishes()) {
                allowed.add(PUBLISH);
            }
            rights.grant(queueId, role, allowed);
        }
    }

    /** Takes them away. */
    void revoke(String queueId) {
        for (Access access : Access.values()) {
            rights.revoke(queueId, role(queueId, access));
            rights.revoke(MessageBroker.deadLetterQueue(queueId), role(queueId, access));
        }
    }
}
