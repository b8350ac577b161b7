package org.ewms.pilot.internal.environment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ewms.pilot.internal.NodeFile;
import org.ewms.pilot.internal.NodeHealth;

/**
 * How a node is recognised on which everything fails.
 *
 * @param rule when it is sick
 * @param directory where its pilots tell each other
 * @param task what is worked on, as a file's name
 */
public record NodeSettings(NodeHealth.Rule rule, Path directory, String task) {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofMinutes(10);

    /** Empty unless {@code EWMS_PILOT_SICK_AFTER} says after how many failures. */
    public static Optional<NodeSettings> of(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        long failures = variables.number("EWMS_PILOT_SICK_AFTER", 0).orElse(0L);
        if (failures == 0) {
            return Optional.empty();
        }
        String own = System.getProperty("java.io.tmpdir", "/tmp") + "/ewms-node-" + System.getProperty("user.name", "");
        String task = variables.text("EWMS_PILOT_NODE_SCOPE", "")
                + variables.text("EWMS_PILOT_QUEUE_INCOMING", "")
                + variables.text("EWMS_PILOT_TASK_IMAGE", "")
                + variables.text("EWMS_PILOT_TASK_ARGS", "");
        return Optional.of(new NodeSettings(
                new NodeHealth.Rule(
                        (int) Math.min(failures, 1000),
                        variables.seconds("EWMS_PILOT_SICK_WITHIN", 1).orElse(WITHIN),
                        variables.seconds("EWMS_PILOT_SICK_REST", 1).orElse(REST)),
                Path.of(variables.text("EWMS_PILOT_NODE_DIR", own)),
                UUID.nameUUIDFromBytes(task.getBytes(StandardCharsets.UTF_8)).toString()));
    }

    public NodeFile gate(Clock clock) {
        return new NodeFile(directory, task, rule, clock);
    }
}
