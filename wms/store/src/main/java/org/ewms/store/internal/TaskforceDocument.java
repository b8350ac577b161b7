package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.map;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.part;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.text;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.ewms.workflow.Cluster;
import org.ewms.workflow.Lease;
import org.ewms.workflow.Phase;
import org.ewms.workflow.PhaseChange;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.Placement;
import org.ewms.workflow.Progress;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforcePlan;
import org.jspecify.annotations.Nullable;

/** A taskforce in the fields of the API, and ours under {@code ewms}. */
final class TaskforceDocument {
    private TaskforceDocument() {}

    static Document of(Taskforce taskforce) {
        TaskforcePlan plan = taskforce.plan();
        Cluster cluster = taskforce.cluster();
        return new Document("taskforce_uuid", plan.uuid())
                .append("task_id", plan.taskId())
                .append("workflow_id", plan.workflowId())
                .append("timestamp", seconds(plan.timestamp()))
                .append("priority", plan.priority())
                .append("collector", null)
                .append("schedd", plan.schedd())
                .append("n_workers", cluster == null ? plan.workers() : (Integer) cluster.workers())
                .append("pilot_config", pilot(plan.pilotConfig()))
                .append("worker_config", new Document(plan.workerConfig()))
                .append("cluster_id", cluster == null ? null : cluster.id())
                .append("submit_dict", cluster == null ? new Document() : new Document(cluster.submitDict()))
                .append("job_event_log_fpath", cluster == null ? "" : cluster.eventLog())
                .append("phase", taskforce.phase().word())
                .append(
                        "phase_change_log",
                        taskforce.log().stream().map(TaskforceDocument::change).toList())
                .append("compound_statuses", statuses(taskforce.progress()))
                .append(
                        "top_task_errors",
                        new Document(new LinkedHashMap<>(taskforce.progress().topTaskErrors())))
                .append(
                        Fields.OWN,
                        new Document("version", taskforce.version())
                                .append("created_by", plan.createdBy())
                                .append("planned_workers", plan.workers())
                                .append("placed", plan.placement().why())
                                .append("submission_id", taskforce.submissionId())
                                .append("lease", lease(taskforce.lease())));
    }

    static Taskforce read(Document from) {
        Document own = part(from, Fields.OWN);
        return new Taskforce(
                plan(from, own),
                Phase.of(text(from, "phase")),
                list(from, "phase_change_log", Document.class).stream()
                        .map(TaskforceDocument::change)
                        .toList(),
                from.get("cluster_id") == null ? null : cluster(from),
                own.getString("submission_id"),
                lease(own.get("lease", Document.class)),
                progress(from),
                number(own, "version"));
    }

    static @Nullable Document lease(@Nullable Lease lease) {
        return lease == null ? null : new Document("holder", lease.holder()).append("until", seconds(lease.until()));
    }

    static @Nullable Lease lease(@Nullable Document from) {
        return from == null ? null : new Lease(text(from, "holder"), instant(from, "until"));
    }

    private static TaskforcePlan plan(Document from, Document own) {
        return new TaskforcePlan(
                text(from, "taskforce_uuid"),
                text(from, "task_id"),
                text(from, "workflow_id"),
                instant(from, "timestamp"),
                (int) number(from, "priority"),
                new Placement(text(from, "schedd"), own.getString("placed")),
                own.getInteger("planned_workers"),
                pilot(part(from, "pilot_config")),
                map(from, "worker_config", each -> each),
                text(own, "created_by"));
    }

    private static Cluster cluster(Document from) {
        return new Cluster(
                number(from, "cluster_id"),
                (int) number(from, "n_workers"),
                map(from, "submit_dict", each -> each),
                text(from, "job_event_log_fpath"));
    }

    private static Document pilot(PilotConfig pilot) {
        return new Document("tag", pilot.tag())
                .append("image_source", pilot.imageSource())
                .append("environment", new Document(pilot.environment()))
                .append("input_files", pilot.inputFiles());
    }

    private static PilotConfig pilot(Document from) {
        return new PilotConfig(
                text(from, "tag"),
                text(from, "image_source"),
                map(from, "environment", each -> each),
                list(from, "input_files", String.class));
    }

    private static Document change(PhaseChange change) {
        return new Document("target_phase", change.target().word())
                .append("timestamp", seconds(change.at()))
                .append("was_successful", change.successful())
                .append("source_event_time", change.sourceEventTime())
                .append("source_entity", change.source())
                .append("context", change.context());
    }

    private static PhaseChange change(Document from) {
        Number sourceTime = (Number) from.get("source_event_time");
        return new PhaseChange(
                Phase.of(text(from, "target_phase")),
                instant(from, "timestamp"),
                from.getBoolean("was_successful"),
                sourceTime == null ? null : sourceTime.longValue(),
                text(from, "source_entity"),
                text(from, "context"));
    }

    private static Document statuses(Progress progress) {
        Document all = new Document();
        progress.compoundStatuses()
                .forEach((job, pilots) -> all.append(job, new Document(new LinkedHashMap<>(pilots))));
        return all;
    }

    private static Progress progress(Document from) {
        Map<String, Map<String, Long>> statuses = new LinkedHashMap<>();
        Document stored = part(from, "compound_statuses");
        stored.keySet().forEach(job -> statuses.put(job, map(stored, job, TaskforceDocument::count)));
        return new Progress(statuses, map(from, "top_task_errors", TaskforceDocument::count));
    }

    private static Long count(Object number) {
        return ((Number) number).longValue();
    }
}
