package org.ewms.pilot.internal.environment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.ewms.pilot.internal.status.RestStatus;

/**
 * What to tell to whom.
 *
 * @param chirp whether HTCondor is told
 * @param chirpIntoEventLog as lines of the job's event log, not as its attributes
 * @param chirpInterval between counts
 * @param taskLog file for what tasks print
 * @param taskLogQueue queue for it
 * @param healthPort on the loopback interface
 * @param status web service that is told
 * @param sickQueue queue that is told when the pilot rests on a sick node
 * @param taskMemory bytes a task may use
 */
public record ReportSettings(
        boolean chirp,
        boolean chirpIntoEventLog,
        Duration chirpInterval,
        Optional<Path> taskLog,
        Optional<MqProfile> taskLogQueue,
        Optional<Integer> healthPort,
        Optional<RestStatus.Target> status,
        Optional<MqProfile> sickQueue,
        Optional<Long> taskMemory) {
    /** @param output where the log queue is unless told otherwise */
    static ReportSettings of(Variables variables, MqProfile output) {
        String destination =
                variables.text("EWMS_PILOT_HTCHIRP_DEST", "JOB_ATTR").strip();
        if (!Set.of("JOB_ATTR", "JOB_EVENT_LOG").contains(destination)) {
            throw new IllegalArgumentException("Invalid EWMS_PILOT_HTCHIRP_DEST: " + destination);
        }
        String interval =
                variables.text("EWMS_PILOT_HTCHIRP_RATELIMIT_INTERVAL", "60").strip();
        if (!interval.matches("[0-9]{1,9}(\\.[0-9]*)?")) {
            throw new IllegalArgumentException("EWMS_PILOT_HTCHIRP_RATELIMIT_INTERVAL must be a number of seconds");
        }
        return new ReportSettings(
                variables.flag("EWMS_PILOT_HTCHIRP", false),
                destination.equals("JOB_EVENT_LOG"),
                Duration.ofMillis((long) (Double.parseDouble(interval) * 1000)),
                variables.text("EWMS_PILOT_TASK_LOG").map(Path::of),
                logQueue(variables, output),
                variables.number("EWMS_PILOT_HEALTH_PORT", 0).map(Long::intValue),
                status(variables),
                variables.text("EWMS_PILOT_SICK_QUEUE").map(queue -> beside(output, queue)),
                variables.number("EWMS_PILOT_TASK_MEMORY", 1 << 20));
    }

    /** At the broker of the first output queue, unless told otherwise. */
    private static Optional<MqProfile> logQueue(Variables variables, MqProfile output) {
        String name = "EWMS_PILOT_TASK_LOG_QUEUE";
        if (variables.text(name + "_BROKER_TYPE").isPresent()) {
            return MqProfile.of(variables, name).stream().findFirst();
        }
        return variables.text(name).map(queue -> beside(output, queue));
    }

    private static MqProfile beside(MqProfile output, String queue) {
        return new MqProfile(queue.strip(), output.uri(), output.user(), output.secret(), output.secretFile());
    }

    private static Optional<RestStatus.Target> status(Variables variables) {
        String name = "EWMS_PILOT_STATUS_URL";
        Optional<String> url = variables.text(name).map(String::strip);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.get().matches("https?://[^\\s@]+")) {
            throw new IllegalArgumentException(name + " must be http://… or https://… without a user");
        }
        return Optional.of(new RestStatus.Target(
                URI.create(url.get()),
                variables.text("EWMS_PILOT_STATUS_TOKEN_FILE").map(Path::of),
                variables.seconds("EWMS_PILOT_STATUS_INTERVAL", 1).orElse(Duration.ofSeconds(30))));
    }
}
