package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.instantOrNull;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.part;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.secondsOrNull;
import static org.ewms.store.internal.Fields.text;

import org.bson.Document;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.ewms.workflow.UserSide;

/** All queues of a workflow in one document; credentials are not kept. */
final class QueueGroupDocument {
    private QueueGroupDocument() {}

    static Document of(QueueGroup group) {
        return new Document("workflow_id", group.workflowId())
                .append("timestamp", seconds(group.timestamp()))
                .append("criteria", group.priority() == null ? null : new Document("priority", group.priority()))
                .append(
                        "queues",
                        group.queues().stream().map(QueueGroupDocument::queue).toList())
                .append(
                        Fields.OWN,
                        new Document("version", group.version())
                                .append("revoked_at", secondsOrNull(group.revokedAt()))
                                .append("removed", group.removed()));
    }

    static QueueGroup read(Document from) {
        Document criteria = from.get("criteria", Document.class);
        Document own = part(from, Fields.OWN);
        return new QueueGroup(
                text(from, "workflow_id"),
                instant(from, "timestamp"),
                criteria == null ? null : (Integer) (int) number(criteria, "priority"),
                list(from, "queues", Document.class).stream()
                        .map(QueueGroupDocument::queue)
                        .toList(),
                instantOrNull(own.get("revoked_at")),
                own.getBoolean("removed", false),
                number(own, "version"));
    }

    private static Document queue(Queue queue) {
        return new Document("mqid", queue.id())
                .append("alias", queue.alias())
                .append("is_public", queue.publicly())
                .append("user_side", queue.wish().side().name())
                .append("max_attempts", queue.wish().maxAttempts());
    }

    private static Queue queue(Document from) {
        return new Queue(
                text(from, "mqid"),
                new QueueWish(
                        text(from, "alias"),
                        from.getBoolean("is_public"),
                        UserSide.valueOf(text(from, "user_side")),
                        (int) number(from, "max_attempts")));
    }
}
