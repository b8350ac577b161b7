package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;

/**
 * A public queue of a workflow, as its service tells it.
 *
 * @param name of the queue on its broker
 * @param uri of the broker
 * @param user whom the token is for
 * @param token opens it; empty when none is needed
 */
record WorkflowQueue(String name, String uri, String user, String token) {
    private static final long LOOK_MILLIS = 100;
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<scheme>[a-z+]+)://)?(?:(?<user>[^@/]*)@)?(?<rest>[^@]+)");

    /**
     * Asks for it, and waits until it is made.
     *
     * @param alias by which the workflow's tasks know it
     */
    static WorkflowQueue of(WmsClient wms, String workflow, String alias, Duration deadline)
            throws IOException, InterruptedException {
        Semaphore never = new Semaphore(0);
        long end = System.nanoTime() + deadline.toNanos();
        do {
            List<String> known = new ArrayList<>();
            for (JsonNode each : wms.get("/v1/mqs/workflows/" + workflow + "/mq-profiles/public")
                    .path("mqprofiles")) {
                known.add(each.path("alias").asText());
                boolean made = each.path("is_activated").asBoolean();
                if (made && each.path("alias").asText().equals(alias)) {
                    return of(each);
                }
            }
            if (!known.isEmpty() && !known.contains(alias)) {
                throw new ServiceException(
                        Failures.NOT_FOUND,
                        "workflow " + workflow + " has no public queue '" + alias + "'; it has " + known);
            }
        } while (System.nanoTime() < end && !never.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        throw new ServiceException(
                Failures.TIMEOUT,
                "the queues of workflow " + workflow + " are not there yet; ewms workflow explain says why");
    }

    static WorkflowQueue of(JsonNode profile) {
        String address = profile.path("broker_address").asText();
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new ServiceException(Failures.FAILED, "the service tells no address of the queue's broker");
        }
        String type = profile.path("broker_type").asText();
        String usual = switch (type) {
            case "rabbitmq" -> "amqp";
            case "embedded" -> "ewms";
            default -> type;
        };
        String scheme = parts.group("scheme");
        return new WorkflowQueue(
                profile.path("mqid").asText(),
                (scheme == null ? usual : scheme) + "://" + parts.group("rest"),
                parts.group("user") == null ? "" : parts.group("user"),
                profile.path("auth_token").asText(""));
    }

    MessageBroker connect(Duration deadline) {
        ConnectOptions options = ConnectOptions.defaults().withDeadline(deadline);
        return Brokers.connect(uri, token.isEmpty() ? options : options.withCredential(credential()));
    }

    private Credential credential() {
        return user.isEmpty() ? Credential.ofToken(() -> token) : Credential.of(user, () -> token);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "WorkflowQueue[" + name + " at " + uri + "]";
    }
}
