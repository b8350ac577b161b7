package org.ewms.store.internal;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    public Collections(MongoClient client) {
        MongoDatabase wms = client.getDatabase("WMS_DB");
        MongoDatabase mqs = client.getDatabase("MQS_DB");
        workflows = new Versioned<>(
                wms.getCollection("WorkflowColl"), "workflow_id", WorkflowDocument::of, WorkflowDocument::read);
        workflows.index("ewms.unfinished", "ewms.attempts.not_before");
        workflows.index("ewms.watched");
        workflows.index("ewms.owner");
        workflows.index("ewms.readers");
        workflows.index("ewms.editors");
        workflows.uniqueIfPresent("ewms.origin_key");
        directives = new Versioned<>(
                wms.getCollection("TaskDirectiveColl"),
                "task_id",
                TaskDirectiveDocument::of,
                TaskDirectiveDocument::read);
        directives.index("workflow_id", "_id");
        taskforces = new Versioned<>(
                wms.getCollection("TaskforceColl"), "taskforce_uuid", TaskforceDocument::of, TaskforceDocument::read);
        taskforces.index("workflow_id", "_id");
        taskforces.index("task_id", "_id");
        taskforces.index("phase", "_id");
        taskforces.index("job_event_log_fpath");
        taskforces.index("cluster_id");
        taskforces.index("schedd", "job_event_log_fpath", "cluster_id");
        queues = new Versioned<>(
                mqs.getCollection("QueueGroupColl"), "workflow_id", QueueGroupDocument::of, QueueGroupDocument::read);
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
        return workflows
                .collection()
                .find(Finder.visible(names))
                .projection(Projections.include("workflow_id"))
                .map(each -> Fields.text(each, "workflow_id"))
                .into(new ArrayList<>());
    }

    public Page find(Question question) {
        return Finder.find(of(question), question);
    }

    public long count(Question question) {
        return Finder.count(of(question), question);
    }

    private MongoCollection<Document> of(Question question) {
        return switch (question.kind()) {
            case WORKFLOW -> workflows.collection();
            case TASK_DIRECTIVE -> directives.collection();
            case TASKFORCE -> taskforces.collection();
        };
    }
}
