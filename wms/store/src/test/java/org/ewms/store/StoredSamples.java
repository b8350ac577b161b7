package org.ewms.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Ids;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.Workflow;

/** Values for tests, with every field set and awkward characters in every name. */
final class StoredSamples {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private StoredSamples() {}

    static TaskforcePlan plan(String workflow, String uuid) {
        return new TaskforcePlan(
                uuid,
                "TK-" + workflow,
                workflow,
                NOW,
                50,
                "SCHEDD1",
                3,
                new PilotConfig(
                        "1.2.3", "cvmfs", Map.of("EWMS_PILOT_X", 3, "LIST", List.of("a", "b")), List.of("/a.json")),
                Map.of("n_cores", 1, "worker_disk", "512M", "do_transfer_worker_stdouterr", true),
                PhaseChange.USER);
    }

    static TaskDirective directive(String workflow) {
        return new TaskDirective(
                "TK-" + workflow,
                workflow,
                NOW,
                List.of("test-alpha"),
                "image",
                "--in {{INFILE}}",
                Map.of("a.b", "$c"),
                "init",
                "",
                Map.of(),
                List.of("qin"),
                List.of("qout"));
    }

    static Workflow workflow(String id, String... taskforces) {
        List<TaskforcePlan> plans =
                List.of(taskforces).stream().map(each -> plan(id, each)).toList();
        QueueGroup queues = QueueGroup.reserve(
                id, NOW, List.of(QueueWish.of("in", true), QueueWish.of("out", false)), new Ids(new Random(1)));
        return Workflow.of(id, NOW, 50, "someone", new Creation(List.of(directive(id)), plans, queues));
    }
}
