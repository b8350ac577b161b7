package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.instantOrNull;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.secondsOrNull;
import static org.ewms.store.internal.Fields.text;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.ewms.workflow.scaling.Scaling;

/** The decisions on the workers of a workflow's tasks, under {@code ewms.scaling}. */
final class ScalingDocument {
    private ScalingDocument() {}

    static List<Document> of(Map<String, Scaling> decisions) {
        return decisions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> of(each.getKey(), each.getValue()))
                .toList();
    }

    private static Document of(String taskId, Scaling decision) {
        return new Document("task_id", taskId)
                .append("wanted", decision.wanted())
                .append("reason", decision.reason())
                .append("decided", seconds(decision.decidedAt()))
                .append("stepped", seconds(decision.steppedAt()))
                .append("task_seconds", decision.taskSeconds())
                .append("low_since", secondsOrNull(decision.lowSince()))
                .append("peak", decision.peak())
                .append("empty_since", secondsOrNull(decision.emptySince()));
    }

    /** Empty for a document written before there were such decisions. */
    static Map<String, Scaling> read(Document own) {
        List<Document> all = own.getList("scaling", Document.class, List.of());
        return all.stream().collect(Collectors.toMap(each -> text(each, "task_id"), ScalingDocument::decision));
    }

    private static Scaling decision(Document from) {
        return new Scaling(
                (int) number(from, "wanted"),
                text(from, "reason"),
                instant(from, "decided"),
                instant(from, "stepped"),
                ((Number) Objects.requireNonNull(from.get("task_seconds"), "task_seconds")).doubleValue(),
                instantOrNull(from.get("low_since")),
                (int) number(from, "peak"),
                instantOrNull(from.get("empty_since")));
    }
}
