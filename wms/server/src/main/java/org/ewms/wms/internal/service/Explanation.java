package org.ewms.wms.internal.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ewms.workflow.Offers;
import org.ewms.workflow.Phase;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.Progress;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;
import org.ewms.workflow.scaling.Scaling;
import org.jspecify.annotations.Nullable;

/** Says of each part of a workflow what it waits for. */
record Explanation(Offers offers, Sites sites, Instant now) {
    Map<String, Object> of(Workflow workflow, List<Taskforce> taskforces) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("workflow_id", workflow.id());
        all.put("waits_for", of(workflow));
        all.put(
                "scaling",
                workflow.scaling().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> scaling(each.getKey(), each.getValue()))
                        .toList());
        all.put("taskforces", taskforces.stream().map(this::shown).toList());
        return all;
    }

    private static Map<String, @Nullable Object> scaling(String taskId, Scaling decision) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("task_id", taskId);
        one.put("workers", decision.wanted());
        one.put("task_seconds", decision.taskSeconds() == 0 ? null : (Double) decision.taskSeconds());
        one.put("decided", decision.decidedAt().toString());
        one.put("why", decision.reason());
        return one;
    }

    private String of(Workflow workflow) {
        String error = workflow.attempts().lastError();
        String state = workflow.active() ? "active" : "deactivated (" + workflow.deactivated() + ")";
        return workflow.next()
                .map(step -> state + ", next step: " + step
                        + (error == null
                                ? now.isBefore(workflow.attempts().notBefore())
                                        ? " at " + workflow.attempts().notBefore()
                                        : ""
                                : ", failed " + workflow.attempts().failures() + " times, tried again at "
                                        + workflow.attempts().notBefore() + ": " + error))
                .orElse(state + ", nothing left to do here");
    }

    private Map<String, @Nullable Object> shown(Taskforce taskforce) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("taskforce_uuid", taskforce.uuid());
        one.put("phase", taskforce.phase().word());
        one.put("stuck", offers.stuck(taskforce).isPresent());
        one.put("waits_for", waitsFor(taskforce));
        one.put("placed", taskforce.plan().placement().why());
        return one;
    }

    private String waitsFor(Taskforce taskforce) {
        String schedd = taskforce.plan().schedd();
        return offers.stuck(taskforce).orElseGet(() -> switch (taskforce.phase()) {
            case PRE_MQ_ACTIVATION -> "its queues";
            case PRE_LAUNCH -> "being let through";
            case PENDING_STARTER ->
                taskforce.leasedAt(now)
                        ? "being submitted to " + schedd
                        : sites.rests(schedd).orElseGet(() -> "the TMS of " + schedd + failedBefore(taskforce));
            case CONDOR_SUBMIT -> "its cluster on " + schedd + " to end" + said(taskforce.progress());
            case PENDING_STOPPER ->
                taskforce.mayHaveCluster()
                        ? "the TMS of " + schedd + " to remove it"
                        : "nothing: it was stopped before it was submitted";
            case CONDOR_RM -> "its cluster on " + schedd + " to go";
            case CONDOR_COMPLETE -> "nothing: it is over" + said(taskforce.progress());
        });
    }

    private static String failedBefore(Taskforce taskforce) {
        long failures = taskforce.failures(Phase.CONDOR_SUBMIT);
        return failures == 0
                ? ""
                : ", which failed " + failures + " times, last: "
                        + taskforce.log().reversed().stream()
                                .filter(each -> !each.successful())
                                .findFirst()
                                .map(PhaseChange::context)
                                .orElse("unknown");
    }

    /** How the jobs are, with the reasons of those that are held, and what pilots complained about. */
    private static String said(Progress progress) {
        Map<String, Long> jobs = new TreeMap<>();
        progress.compoundStatuses()
                .forEach((state, pilots) -> jobs.put(
                        state,
                        pilots.values().stream().mapToLong(Long::longValue).sum()));
        return counted("; jobs: ", jobs) + counted("; errors: ", progress.topTaskErrors());
    }

    private static String counted(String title, Map<String, Long> all) {
        return all.isEmpty()
                ? ""
                : title
                        + all.entrySet().stream()
                                .map(each -> each.getValue() + " × " + each.getKey())
                                .sorted()
                                .collect(Collectors.joining(", "));
    }
}
