package org.ewms.store.internal;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** The collections and their indexes, under the names the Python services use. */
public final class Collections {
    private final Versioned<Workflow> workflows;
    private final Versioned<TaskDirective> directives;
    private final Versioned<Taskforce> taskforces;
    private final Versioned<QueueGroup> queues;

    public Collections(DocumentBase base) {
        workflows = new Versioned<>(
                base.collection("WMS_DB", "WorkflowColl"), "workflow_id", WorkflowDocument::of, WorkflowDocument::read);
        workflows.index("ewms.unfinished", "ewms.attempts.not_before");
        workflows.index("ewms.watched");
        workflows.index("ewms.elastic");
        workflows.index("ewms.owner");
        workflows.index("ewms.readers");
        workflows.index("ewms.editors");
        workflows.uniqueIfPresent("ewms.origin_key");
        directives = new Versioned<>(
                base.collection("WMS_DB", "TaskDirectiveColl"),
                "task_id",
                TaskDirectiveDocument::of,
                TaskDirectiveDocument::read);
        directives.index("workflow_id", "_id");
        taskforces = new Versioned<>(
                base.collection("WMS_DB", "TaskforceColl"),
                "taskforce_uuid",
                TaskforceDocument::of,
                TaskforceDocument::read);
        taskforces.index("workflow_id", "_id");
        taskforces.index("task_id", "_id");
        taskforces.index("phase", "_id");
        taskforces.index("job_event_log_fpath");
        taskforces.index("cluster_id");
        taskforces.index("schedd", "job_event_log_fpath", "cluster_id");
        queues = new Versioned<>(
                base.collection("MQS_DB", "QueueGroupColl"),
                "workflow_id",
                QueueGroupDocument::of,
                QueueGroupDocument::read);
        queues.index("queues.mqid");
    }

    public Versioned<Workflow> workflows() {
        return workflows;
    }

    public Versioned<TaskDirective> directives() {
        return directives;
    }

    public Versioned<Taskforce> taskforces() {
        return taskforces;
    }

    public Versioned<QueueGroup> queues() {
        return queues;
    }

    /** Workflows with something to do that is not to wait beyond then. */
    public List<Workflow> dueBy(Instant due) {
        return workflows.all(Filters.and(
                Filters.eq("ewms.unfinished", true), Filters.lte("ewms.attempts.not_before", Fields.seconds(due))));
    }

    /** Ids of the workflows that somebody with these names may see. */
    public List<String> visibleTo(Set<String> names) {
        try (Stream<Document> found =
                workflows.documents().find(Finder.visible(names), null, 0, Projections.include("workflow_id"))) {
            return found.map(each -> Fields.text(each, "workflow_id")).toList();
        }
    }

    public Page find(Question question) {
        return Finder.find(of(question), question);
    }

    public long count(Question question) {
        return Finder.count(of(question), question);
    }

    private Documents of(Question question) {
        return switch (question.kind()) {
            case WORKFLOW -> workflows.documents();
            case TASK_DIRECTIVE -> directives.documents();
            case TASKFORCE -> taskforces.documents();
        };
    }
}
