package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.map;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.text;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.ewms.workflow.TaskDirective;

/** A task directive in the fields of the API. */
final class TaskDirectiveDocument {
    private TaskDirectiveDocument() {}

    static Document of(TaskDirective directive) {
        Document document = new Document("task_id", directive.taskId())
                .append("workflow_id", directive.workflowId())
                .append("timestamp", seconds(directive.timestamp()))
                .append("cluster_locations", directive.clusterLocations())
                .append("task_image", directive.taskImage())
                .append("task_args", directive.taskArgs())
                .append("task_env", new Document(new LinkedHashMap<>(directive.taskEnv())))
                .append("init_image", directive.initImage())
                .append("init_args", directive.initArgs())
                .append("init_env", new Document(new LinkedHashMap<>(directive.initEnv())))
                .append("input_queues", directive.inputQueues())
                .append("output_queues", directive.outputQueues());
        document.putAll(directive.policy());
        return document;
    }

    static TaskDirective read(Document from) {
        return new TaskDirective(
                text(from, "task_id"),
                text(from, "workflow_id"),
                instant(from, "timestamp"),
                list(from, "cluster_locations", String.class),
                text(from, "task_image"),
                text(from, "task_args"),
                map(from, "task_env", String::valueOf),
                text(from, "init_image"),
                text(from, "init_args"),
                map(from, "init_env", String::valueOf),
                list(from, "input_queues", String.class),
                list(from, "output_queues", String.class),
                policy(from));
    }

    private static Map<String, Object> policy(Document from) {
        Map<String, Object> policy = new LinkedHashMap<>();
        from.forEach((key, value) -> {
            if (TaskDirective.POLICY.contains(key)) {
                policy.put(key, Fields.plain(value));
            }
        });
        return policy;
    }
}
