package org.ewms.store.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a field is in a document. */
record FieldPath(List<String> names) {
    static FieldPath of(String dotted) {
        return new FieldPath(List.of(dotted.split("\\.")));
    }

    /** What is there, or the list on the way to it: where that is the same, so are the values. Null where there is nothing. */
    @Nullable
    Object reached(Document document) {
        @Nullable Object at = document;
        for (String name : names) {
            if (at instanceof Collection) {
                return at;
            }
            at = at instanceof Document part ? part.get(name) : null;
        }
        return at;
    }

    /** The one value there, alike for numbers of every type; empty where there is none, several, or a document. */
    Optional<Object> single(Document document) {
        @Nullable Object at = reached(document);
        return at == null || at instanceof Document || at instanceof Collection
                ? Optional.empty()
                : Optional.of(Clauses.normalized(at));
    }
}
