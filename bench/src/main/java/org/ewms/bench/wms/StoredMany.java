package org.ewms.bench.wms;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.ewms.bench.Figures;
import org.ewms.bench.Rounds;
import org.ewms.bench.Table;
import org.ewms.store.EmbeddedStore;
import org.ewms.store.Kind;
import org.ewms.store.Question;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Ids;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.Placement;
import org.ewms.workflow.Progress;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforcePlan;
import org.ewms.workflow.Terms;
import org.ewms.workflow.Workflow;

/** The embedded store's hot queries with few and with many workflows in it. */
final class StoredMany {
    private static final int FEW = 1000;
    private static final int WARM_UP = 2;
    private static final int SPELLS = 9;
    private static final int CALLS = 2000;
    private static final int FILLED_AT_ONCE = 100;

    private final Random random = new Random(1);
    private final Ids ids = new Ids(random);
    private final WorkflowStore store;
    private int count;

    private StoredMany(WorkflowStore store) {
        this.store = store;
    }

    /** Asks a store with few and one with many in turn, so that whatever else the machine does is alike for both. */
    static void measure(Path directory, int many, Table table) {
        try (EmbeddedStore small = EmbeddedStore.start(directory.resolve("few"), "127.0.0.1", 0);
                EmbeddedStore large = EmbeddedStore.start(directory.resolve("many"), "127.0.0.1", 0);
                WorkflowStore fewStored = small.workflows();
                WorkflowStore manyStored = large.workflows()) {
            StoredMany few = new StoredMany(fewStored);
            StoredMany all = new StoredMany(manyStored);
            table.progress("storing %d and %d workflows", FEW, many);
            few.fill(FEW);
            all.fill(many);
            Map<String, Callable<Object>> ofFew = few.queries();
            all.queries().forEach((name, query) -> {
                Rounds rounds = new Rounds();
                for (int spell = -WARM_UP; spell < SPELLS; spell++) {
                    double before = spell(Objects.requireNonNull(ofFew.get(name)));
                    double now = spell(query);
                    if (spell >= 0) {
                        rounds.add(now, before);
                    }
                }
                table.add(rounds.less(
                        "p99 of " + name + ", " + many + " stored", "ms", "the same with " + FEW + " stored"));
            });
        }
    }

    private Map<String, Callable<Object>> queries() {
        return Map.of(
                "a workflow by id", () -> store.workflow(workflow()),
                "a taskforce by id", () -> store.taskforce(taskforce()),
                "a workflow's taskforces", () -> store.taskforcesOf(workflow()),
                "a query by workflow",
                        () -> store.find(Question.all(Kind.TASKFORCE, Map.of("workflow_id", workflow()))),
                "a report on a taskforce",
                        () -> {
                            Taskforce before = store.taskforce(taskforce()).orElseThrow();
                            return store.replace(before.reported(new Progress(
                                    Map.of("RUNNING", Map.of("Tasking", random.nextLong(1000))), Map.of())));
                        });
    }

    private String workflow() {
        return "WF-" + random.nextInt(count);
    }

    private String taskforce() {
        return "TF-" + random.nextInt(count);
    }

    private static double spell(Callable<Object> call) {
        double[] millis = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            try {
                call.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return Figures.quantile(0.99, millis);
    }

    private void fill(int wanted) {
        while (count < wanted) {
            store.together(() -> {
                for (int i = 0; i < FILLED_AT_ONCE && count < wanted; i++, count++) {
                    Workflow workflow = workflow(count);
                    store.insert(workflow);
                    store.create(workflow.creation());
                }
                return count;
            });
        }
    }

    private Workflow workflow(int number) {
        String id = "WF-" + number;
        Instant now = Instant.ofEpochSecond(1_770_000_000L + number);
        QueueGroup queues =
                QueueGroup.reserve(id, now, List.of(QueueWish.of("in", true), QueueWish.of("out", true)), ids);
        String task = "TK-" + number;
        TaskDirective directive = new TaskDirective(
                task,
                id,
                now,
                List.of("osg"),
                "image",
                "",
                Map.of(),
                "",
                "",
                Map.of(),
                List.of("in"),
                List.of("out"),
                Map.of());
        TaskforcePlan plan = new TaskforcePlan(
                "TF-" + number,
                task,
                id,
                now,
                50,
                new Placement("schedd", null),
                10,
                new PilotConfig("latest", "cvmfs", Map.of(), List.of()),
                Map.of("n_cores", 1),
                PhaseChange.USER);
        return Workflow.of(id, now, 50, Terms.of(null), new Creation(List.of(directive), List.of(plan), queues));
    }
}
