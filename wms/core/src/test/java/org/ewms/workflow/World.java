package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.ewms.workflow.Transition.Changed;
import org.jspecify.annotations.Nullable;

/** A service, its store, its user, three TMS and a batch system in one thread; each step is one actor's next action. */
final class World {
    private final Random random;
    private final Offers offers = new Offers(2);
    private final Backoff backoff = Backoff.DEFAULT;
    private final Map<String, Taskforce> stored = new HashMap<>();
    private final Map<String, List<TaskforceEvent.At>> accepted = new HashMap<>();
    private final Map<Long, String> running = new HashMap<>();
    private final Map<Long, String> submissions = new HashMap<>();
    private final List<Tms> systems = new ArrayList<>();
    private Workflow workflow;
    private Instant now = Samples.NOW;
    private long clusters = 100;
    private int added;

    /** A TMS: what it is in the middle of is lost when it crashes. */
    private static final class Tms {
        final String name;

        @Nullable
        Taskforce claimed;

        @Nullable
        Long submitted;

        Tms(String name) {
            this.name = name;
        }
    }

    World(Random random, int taskforces) {
        this.random = random;
        List<TaskforcePlan> plans = new ArrayList<>();
        for (int i = 0; i < taskforces; i++) {
            plans.add(Samples.plan("TF-" + i));
        }
        workflow = Workflow.of("WF-1", now, 50, Terms.of(null), new Creation(List.of(), plans, null));
        for (String name : List.of("a", "b", "c")) {
            systems.add(new Tms(name));
        }
    }

    Workflow workflow() {
        return workflow;
    }

    void step() {
        now = now.plusMillis(random.nextInt(2000));
        Tms tms = systems.get(random.nextInt(systems.size()));
        switch (random.nextInt(16)) {
            case 0 -> deactivate();
            case 1 -> addWorkers();
            case 2 -> now = now.plusSeconds(61);
            case 3 -> crash(tms);
            case 4, 5, 6, 7 -> background(true);
            case 8, 9 -> claim(tms);
            case 10, 11 -> submit(tms);
            case 12 -> confirm(tms);
            case 13 -> stop(tms);
            case 14 -> fail(tms);
            default -> complete();
        }
    }

    /** Everybody goes on without further faults until nothing changes. */
    void settle() {
        for (int round = 0; round < 40; round++) {
            now = now.plusSeconds(61);
            background(false);
            for (Tms tms : systems) {
                claim(tms);
                submit(tms);
                confirm(tms);
                stop(tms);
            }
        }
    }

    private void deactivate() {
        if (random.nextInt(4) == 0) {
            workflow.deactivated(random.nextBoolean() ? Deactivation.ABORTED : Deactivation.FINISHED, now)
                    .ifPresent(next -> workflow = next);
        }
    }

    private void addWorkers() {
        if (added < 3) {
            workflow.adding(Samples.plan("TF-more-" + added)).ifPresent(next -> {
                workflow = next;
                added++;
            });
        }
    }

    /** One pass of the service over the workflow; it may crash after any of its writes, and do all of it again later. */
    private void background(boolean crashing) {
        while (workflow.dueAt(now) && workflow.next().isPresent()) {
            Step step = workflow.next().get();
            if (step == Step.ACTIVATE && crashing && random.nextInt(3) == 0) {
                workflow = workflow.failed("broker away", now, backoff, random.nextDouble());
                return;
            }
            List<Runnable> writes = new ArrayList<>();
            if (step == Step.CREATE) {
                workflow.creation()
                        .taskforces()
                        .forEach(plan -> writes.add(() -> stored.putIfAbsent(plan.uuid(), Taskforce.of(plan))));
            } else {
                stored.keySet().forEach(uuid -> writes.add(() -> advance(uuid, step)));
            }
            for (Runnable write : writes) {
                if (crashing && random.nextInt(10) == 0) {
                    return;
                }
                write.run();
            }
            if (crashing && random.nextInt(10) == 0) {
                return;
            }
            workflow = workflow.done(step);
        }
    }

    private void advance(String uuid, Step step) {
        switch (step) {
            case CREATE, ACTIVATE, FEED, REMOVE_QUEUES -> {}
            case LAUNCH -> {
                apply(uuid, new TaskforceEvent.QueuesActivated());
                apply(uuid, new TaskforceEvent.Launched());
            }
            case STOP -> apply(uuid, new TaskforceEvent.StopRequested(Objects.requireNonNull(workflow.deactivated())));
        }
    }

    private void crash(Tms tms) {
        tms.claimed = null;
        tms.submitted = null;
    }

    private void claim(Tms tms) {
        if (tms.claimed != null) {
            return;
        }
        Optional<Taskforce> offer = offers.toStart(stored.values(), tms.name, now);
        if (offer.isPresent()) {
            Lease lease = new Lease(tms.name, now.plusSeconds(60));
            String uuid = offer.get().uuid();
            apply(uuid, new TaskforceEvent.StartClaimed("SB-" + random.nextLong(), lease));
            tms.claimed = stored.get(uuid);
        }
    }

    /** Looks for a cluster of this submission before making one, as whoever takes over a claim must. */
    private void submit(Tms tms) {
        Taskforce claimed = tms.claimed;
        if (claimed == null || tms.submitted != null || claimed.submissionId() == null) {
            return;
        }
        if (!claimed.leasedAt(now)) {
            crash(tms);
            return;
        }
        String mark = claimed.submissionId();
        Optional<Long> known = submissions.entrySet().stream()
                .filter(each -> each.getValue().equals(mark))
                .map(Map.Entry::getKey)
                .findAny();
        long cluster = known.orElseGet(() -> ++clusters);
        if (known.isEmpty()) {
            submissions.put(cluster, mark);
            running.put(cluster, claimed.uuid());
        }
        tms.submitted = cluster;
    }

    private void confirm(Tms tms) {
        Taskforce claimed = tms.claimed;
        Long cluster = tms.submitted;
        if (claimed == null || cluster == null) {
            return;
        }
        Transition outcome =
                apply(claimed.uuid(), new TaskforceEvent.Submitted(Samples.cluster(cluster), claimed.submissionId()));
        if (outcome instanceof Transition.Refused) {
            running.remove(cluster);
        }
        crash(tms);
    }

    private void fail(Tms tms) {
        Taskforce claimed = tms.claimed;
        if (claimed != null && tms.submitted == null) {
            boolean none = !submissions.containsValue(claimed.submissionId());
            Taskforce at = stored.get(claimed.uuid());
            if (none
                    && at != null
                    && at.leasedAt(now)
                    && claimed.lease() != null
                    && claimed.lease().equals(at.lease())) {
                apply(claimed.uuid(), new TaskforceEvent.SubmitFailed("schedd away"));
            }
            crash(tms);
        }
    }

    private void stop(Tms tms) {
        offers.toStop(stored.values(), tms.name, now).ifPresent(offer -> {
            apply(offer.uuid(), new TaskforceEvent.StopClaimed(new Lease(tms.name, now.plusSeconds(60))));
            if (offer.cluster() != null) {
                running.remove(offer.cluster().id());
            }
            submissions.forEach((cluster, mark) -> {
                if (mark.equals(offer.submissionId())) {
                    running.remove(cluster);
                }
            });
            if (random.nextInt(5) > 0) {
                apply(offer.uuid(), new TaskforceEvent.Removed());
            }
        });
    }

    private void complete() {
        stored.values().stream()
                .filter(each -> each.cluster() != null)
                .findAny()
                .map(Taskforce::uuid)
                .ifPresent(uuid -> {
                    running.values().remove(uuid);
                    apply(uuid, new TaskforceEvent.Completed(now.getEpochSecond()));
                });
    }

    private Transition apply(String uuid, TaskforceEvent event) {
        Taskforce before = Objects.requireNonNull(stored.get(uuid));
        Transition outcome = TaskforceLifecycle.apply(before, event, now);
        if (outcome instanceof Changed(Taskforce after)) {
            assertThat(after.phase()).as("no way back").isGreaterThanOrEqualTo(before.phase());
            assertThat(after.version()).isEqualTo(before.version() + 1);
            if (before.cluster() != null) {
                assertThat(after.cluster()).as("its one cluster").isEqualTo(before.cluster());
            }
            stored.put(uuid, after);
            accepted.computeIfAbsent(uuid, each -> new ArrayList<>()).add(new TaskforceEvent.At(event, now));
        }
        return outcome;
    }

    void check() {
        for (Taskforce each : stored.values()) {
            PhaseChange last = each.log().stream()
                    .filter(PhaseChange::successful)
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(last.target()).as("the log tells the phase").isEqualTo(each.phase());
            assertThat(TaskforceLifecycle.replay(each.plan(), accepted.getOrDefault(each.uuid(), List.of())))
                    .as("the log is the replay")
                    .isEqualTo(each);
            assertThat(each.log().stream()
                            .filter(PhaseChange::successful)
                            .map(PhaseChange::target)
                            .distinct()
                            .count())
                    .as("no phase twice")
                    .isEqualTo(
                            each.log().stream().filter(PhaseChange::successful).count());
        }
    }

    /** After all faults are over. */
    void checkSettled() {
        for (Taskforce each : stored.values()) {
            long clustersOfIt =
                    running.values().stream().filter(each.uuid()::equals).count();
            assertThat(clustersOfIt).as("clusters of " + each.uuid()).isLessThanOrEqualTo(1);
            if (workflow.active() && offers.stuck(each).isEmpty()) {
                assertThat(each.phase()).as("it got where it should").isGreaterThanOrEqualTo(Phase.CONDOR_SUBMIT);
                assertThat(each.cluster()).isNotNull();
            }
            if (!workflow.active()) {
                assertThat(each.phase().ending()).as("no resurrected abort").isTrue();
                assertThat(clustersOfIt).as("nothing runs for " + each).isZero();
            }
        }
        assertThat(stored).hasSize(3 + added);
    }
}
