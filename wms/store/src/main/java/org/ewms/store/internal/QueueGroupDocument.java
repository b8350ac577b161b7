package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.part;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.text;

import org.bson.Document;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;

/** All queues of a workflow in one document; credentials are not kept. */
final class QueueGroupDocument {
    private QueueGroupDocument() {}

    static Document of(QueueGroup group) {
        return new Document("workflow_id", group.workflowId())
                .append("timestamp", seconds(group.timestamp()))
                .append("criteria", group.priority() == null ? null : new Document("priority", group.priority()))
                .append(
                        "queues",
                        group.queues().stream()
                                .map(each -> new Document("mqid", each.id())
                                        .append("alias", each.alias())
                                        .append("is_public", each.publicly()))
                                .toList())
                .append(Fields.OWN, new Document("version", group.version()));
    }

    static QueueGroup read(Document from) {
        Document criteria = from.get("criteria", Document.class);
        return new QueueGroup(
                text(from, "workflow_id"),
                instant(from, "timestamp"),
                criteria == null ? null : (Integer) (int) number(criteria, "priority"),
                list(from, "queues", Document.class).stream()
                        .map(each -> new Queue(text(each, "mqid"), text(each, "alias"), each.getBoolean("is_public")))
                        .toList(),
                number(part(from, Fields.OWN), "version"));
    }
}
