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

    /** The one value there, alike for numbers of every type; empty where there is none, several, or a document. */
    Optional<Object> single(Document document) {
        @Nullable Object at = document;
        for (String name : names) {
            if (!(at instanceof Document part)) {
                return Optional.empty();
            }
            at = part.get(name);
        }
        return at == null || at instanceof Document || at instanceof Collection
                ? Optional.empty()
                : Optional.of(Clauses.normalized(at));
    }
}
