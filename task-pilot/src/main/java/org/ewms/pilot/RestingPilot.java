package org.ewms.pilot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.Message;

/**
 * A pilot takes no events for a while, because everything failed at once on its node. Told in the queue that {@code EWMS_PILOT_SICK_QUEUE} names.
 *
 * @param pilot its name
 * @param host its node
 * @param until when one task is tried again
 * @param why the last failure it has seen itself; empty when others of the node found out
 */
public record RestingPilot(String pilot, String host, Instant until, String why) {
    private static final String PILOT = "sick-pilot";
    private static final String HOST = "sick-host";
    private static final String UNTIL = "sick-until";

    /** As a message; one of each rest. */
    public Message message() {
        return new Message(
                pilot + "-" + until.toEpochMilli(),
                why.getBytes(StandardCharsets.UTF_8),
                Map.of(PILOT, pilot, HOST, host, UNTIL, until.toString()));
    }

    /** What the message tells; empty when it is none of these. */
    public static Optional<RestingPilot> of(Message message) {
        Map<String, String> headers = message.headers();
        try {
            return Optional.ofNullable(headers.get(PILOT))
                    .map(pilot -> new RestingPilot(
                            pilot,
                            headers.getOrDefault(HOST, "?"),
                            Instant.parse(headers.getOrDefault(UNTIL, "")),
                            new String(message.body(), StandardCharsets.UTF_8)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
