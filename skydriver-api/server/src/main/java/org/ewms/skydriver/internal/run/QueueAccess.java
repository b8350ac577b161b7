package org.ewms.skydriver.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.scanner.ScanQueues;
import org.ewms.skydriver.internal.workflow.WorkflowServiceException;

/**
 * How the coordinator gets at a scan's queues.
 *
 * @param uri of their broker
 * @param user whom the token is for; empty for nobody in particular
 * @param token opens them; empty when none is needed
 */
record QueueAccess(ScanQueues queues, String uri, String user, String token) {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<scheme>[a-z+]+)://)?(?:(?<user>[^@/]*)@)?(?<rest>[^@]+)");

    /** From the profiles of the queue service; empty while the queues are not made. */
    static Optional<QueueAccess> of(String scanId, List<JsonNode> profiles) {
        Optional<JsonNode> pixels = made(profiles, WorkflowPlan.PIXELS);
        Optional<JsonNode> fits = made(profiles, WorkflowPlan.FITS);
        if (pixels.isEmpty() || fits.isEmpty()) {
            return Optional.empty();
        }
        JsonNode profile = fits.get();
        Matcher parts = ADDRESS.matcher(profile.path("broker_address").asText());
        if (!parts.matches()) {
            throw new WorkflowServiceException("the queue service tells no address of the queues' broker", null);
        }
        String type = profile.path("broker_type").asText();
        String usual = switch (type) {
            case "rabbitmq" -> "amqp";
            case "embedded" -> "ewms";
            default -> type;
        };
        ScanQueues queues = new ScanQueues(
                "scan." + scanId + ".setup",
                pixels.get().path("mqid").asText(),
                profile.path("mqid").asText());
        return Optional.of(new QueueAccess(
                queues,
                (parts.group("scheme") == null ? usual : parts.group("scheme")) + "://" + parts.group("rest"),
                parts.group("user") == null ? "" : parts.group("user"),
                profile.path("auth_token").asText("")));
    }

    private static Optional<JsonNode> made(List<JsonNode> profiles, String alias) {
        return profiles.stream()
                .filter(each -> each.path("alias").asText().equals(alias))
                .filter(each -> each.path("is_activated").asBoolean())
                .findFirst();
    }

    MessageBroker connect() {
        ConnectOptions options = ConnectOptions.defaults();
        return Brokers.connect(uri, token.isEmpty() ? options : options.withCredential(credential()));
    }

    private Credential credential() {
        return user.isEmpty() ? Credential.ofToken(() -> token) : Credential.of(user, () -> token);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "QueueAccess[" + queues + " at " + uri + "]";
    }
}
