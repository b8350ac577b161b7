package org.ewms.wms.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Phase;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.scaling.ResourceGrowth;

/**
 * The workers of one task, by what is known of its taskforces. Pure.
 *
 * @param taskforces of the task, oldest first; those that are yet to be created too
 */
record TaskWorkers(List<Taskforce> taskforces, Offers offers) {
    private static final String HELD = "HELD";
    private static final Duration LONG_WAIT = Duration.ofMinutes(5);

    /** Those that work or are on their way. */
    int number() {
        return taskforces.stream().mapToInt(this::of).sum();
    }

    /** Those that were told to end and have not ended. */
    int leaving() {
        return taskforces.stream()
                .filter(each ->
                        each.phase().ending() && each.phase() != Phase.CONDOR_COMPLETE && each.cluster() != null)
                .mapToInt(TaskWorkers::jobs)
                .sum();
    }

    int at(String schedd) {
        return taskforces.stream()
                .filter(each -> each.plan().schedd().equals(schedd))
                .mapToInt(this::of)
                .sum();
    }

    /** Whether workers there have waited to begin for so long that more had better go elsewhere. */
    boolean stalledAt(String schedd, Instant now) {
        return taskforces.stream()
                .filter(each -> each.plan().schedd().equals(schedd) && of(each) > 0 && waits(each))
                .anyMatch(each -> each.plan().timestamp().plus(LONG_WAIT).isBefore(now));
    }

    int running() {
        return taskforces.stream()
                .filter(each -> each.phase() == Phase.CONDOR_SUBMIT)
                .mapToInt(each -> jobs(each, "RUNNING"))
                .sum();
    }

    private int of(Taskforce taskforce) {
        if (taskforce.phase().ending() || offers.stuck(taskforce).isPresent()) {
            return 0;
        }
        Integer planned = taskforce.plan().workers();
        return taskforce.cluster() != null ? jobs(taskforce) : planned == null ? 0 : planned;
    }

    /** Jobs that have not ended; as many as were submitted while nothing is told of them. */
    private static int jobs(Taskforce taskforce) {
        Map<String, Map<String, Long>> told = taskforce.progress().compoundStatuses();
        if (told.isEmpty()) {
            return taskforce.cluster() == null ? 0 : taskforce.cluster().workers();
        }
        return told.keySet().stream()
                .filter(state -> !state.equals("COMPLETED") && !state.equals("REMOVED"))
                .mapToInt(state -> jobs(taskforce, state))
                .sum();
    }

    private static int jobs(Taskforce taskforce, String state) {
        return taskforce.progress().compoundStatuses().getOrDefault(state, Map.of()).values().stream()
                .mapToInt(Long::intValue)
                .sum();
    }

    /** Whether none of its jobs does anything or may be about to. */
    private static boolean waits(Taskforce taskforce) {
        return taskforce.cluster() == null
                || (!taskforce.progress().compoundStatuses().isEmpty() && jobs(taskforce, "RUNNING") == 0);
    }

    /**
     * The taskforces to be stopped so that so many workers less are there; never more than that. Those whose pilots wait come first, then
     * the newest.
     *
     * @param idle whether pilots that run have nothing to do
     */
    List<Taskforce> dispensable(int excess, boolean idle) {
        List<Taskforce> candidates = taskforces.stream()
                .filter(each -> of(each) > 0 && (idle || waits(each)))
                .sorted(Comparator.comparing((Taskforce each) -> !waits(each))
                        .thenComparing(each -> each.plan().timestamp(), Comparator.reverseOrder()))
                .toList();
        List<Taskforce> chosen = new ArrayList<>();
        int left = excess;
        for (Taskforce each : candidates) {
            if (of(each) <= left) {
                chosen.add(each);
                left -= of(each);
            }
        }
        return chosen;
    }

    /** Those whose jobs are all held for want of memory or disk: they would never do anything. */
    List<Taskforce> starved() {
        return taskforces.stream()
                .filter(each -> each.phase() == Phase.CONDOR_SUBMIT && jobs(each) > 0)
                .filter(each -> each.progress().compoundStatuses().entrySet().stream()
                                .filter(state -> state.getKey().startsWith(HELD))
                                .flatMap(state -> state.getValue().values().stream())
                                .mapToLong(Long::longValue)
                                .sum()
                        == jobs(each))
                .filter(each -> earlier(each).ranOut())
                .toList();
    }

    /** What the next taskforce should ask for. */
    Map<String, Object> nextRequest() {
        return ResourceGrowth.next(taskforces.stream().map(TaskWorkers::earlier).toList());
    }

    private static ResourceGrowth.Earlier earlier(Taskforce taskforce) {
        List<String> said = new ArrayList<>(taskforce.progress().topTaskErrors().keySet());
        taskforce.progress().compoundStatuses().keySet().stream()
                .filter(state -> state.startsWith(HELD))
                .forEach(said::add);
        return new ResourceGrowth.Earlier(taskforce.plan().workerConfig(), said);
    }
}
