package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instantOrNull;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.secondsOrNull;
import static org.ewms.store.internal.Fields.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.ewms.workflow.FinishWhen;
import org.ewms.workflow.Input;
import org.ewms.workflow.InputSource;
import org.ewms.workflow.Sharing;
import org.ewms.workflow.Terms;

/** What was agreed with the user, under {@code ewms.terms}; who it is shared with is where queries look for it. */
final class TermsDocument {
    private TermsDocument() {}

    static void write(Terms terms, Document own) {
        Sharing sharing = terms.sharing();
        own.append("owner", sharing.owner())
                .append("readers", sharing.readers().stream().sorted().toList())
                .append("editors", sharing.editors().stream().sorted().toList())
                .append(
                        "finish_when",
                        terms.finishWhen() == null ? null : terms.finishWhen().name())
                .append("deadline", secondsOrNull(terms.deadline()))
                .append(
                        "inputs",
                        terms.inputs().stream()
                                .map(each ->
                                        new Document("alias", each.alias()).append("source", source(each.source())))
                                .toList());
        // Absent without a key: the index of keys is sparse.
        if (terms.origin() != null) {
            own.append("origin_key", terms.origin().key())
                    .append("origin_digest", terms.origin().digest());
        }
    }

    static Terms read(Document own) {
        String key = own.getString("origin_key");
        String finish = own.getString("finish_when");
        return new Terms(
                new Sharing(
                        own.getString("owner"),
                        Set.copyOf(list(own, "readers", String.class)),
                        Set.copyOf(list(own, "editors", String.class))),
                key == null ? null : new Terms.Origin(key, text(own, "origin_digest")),
                finish == null ? null : FinishWhen.valueOf(finish),
                instantOrNull(own.get("deadline")),
                list(own, "inputs", Document.class).stream()
                        .map(each -> new Input(text(each, "alias"), source(Fields.part(each, "source"))))
                        .toList());
    }

    private static Document source(InputSource source) {
        return switch (source) {
            case InputSource.Values(List<Object> values) -> new Document("values", values);
            case InputSource.Range(long start, long stop, long step) ->
                new Document("start", start).append("stop", stop).append("step", step);
            case InputSource.Cross(Map<String, InputSource> parts) ->
                new Document(
                        "cross",
                        parts.entrySet().stream()
                                .map(each ->
                                        new Document("name", each.getKey()).append("source", source(each.getValue())))
                                .toList());
        };
    }

    private static InputSource source(Document from) {
        if (from.containsKey("values")) {
            return new InputSource.Values(list(from, "values", Object.class).stream()
                    .map(Fields::plain)
                    .toList());
        }
        if (from.containsKey("start")) {
            return new InputSource.Range(number(from, "start"), number(from, "stop"), number(from, "step"));
        }
        Map<String, InputSource> parts = new LinkedHashMap<>();
        list(from, "cross", Document.class)
                .forEach(each -> parts.put(text(each, "name"), source(Fields.part(each, "source"))));
        return new InputSource.Cross(parts);
    }
}
