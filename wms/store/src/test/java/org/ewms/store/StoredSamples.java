package org.ewms.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.ewms.workflow.Creation;
import org.ewms.workflow.FinishWhen;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Input;
import org.ewms.workflow.InputSource;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.Placement;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.ewms.workflow.Sharing;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.Terms;
import org.ewms.workflow.Workflow;
import org.ewms.workflow.scaling.Scaling;

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
                new Placement("SCHEDD1", "@any: there"),
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
                List.of("qout"),
                Map.of("resources", Map.of("gpus", 1), "timeout_seconds", 60));
    }

    static Workflow workflow(String id, String... taskforces) {
        List<TaskforcePlan> plans =
                List.of(taskforces).stream().map(each -> plan(id, each)).toList();
        QueueGroup queues = QueueGroup.reserve(
                id, NOW, List.of(QueueWish.of("in", true), QueueWish.of("out", false)), new Ids(new Random(1)));
        Terms terms = new Terms(
                new Sharing("someone", Set.of("reader"), Set.of("editor")),
                new Terms.Origin("key of " + id, "digest"),
                FinishWhen.INPUTS_EMPTY,
                NOW.plusSeconds(60),
                List.of(new Input(
                        "in",
                        new InputSource.Cross(Map.of(
                                "n",
                                new InputSource.Range(0, 3, 1),
                                "v",
                                new InputSource.Values(List.of("a.b", 1)))))));
        return Workflow.of(id, NOW, 50, terms, new Creation(List.of(directive(id)), plans, queues))
                .elastic(Map.of(
                        "TK-" + id, new Scaling(3, "2 events left", NOW, NOW.minusSeconds(9), 0.25, NOW, 2, NOW)));
    }
}
