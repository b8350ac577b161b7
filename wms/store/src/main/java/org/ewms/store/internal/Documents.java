package org.ewms.store.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** One collection of documents, wherever it is kept. What it returns is the caller's own. */
interface Documents {
    /** Where a document has its version. */
    String VERSION = Fields.OWN + ".version";

    /** Inserts those that have no unique value in common with one that is there; how many that were. */
    int insert(List<Document> documents);

    /** The document with this value in a field that has a unique index. */
    Optional<Document> get(String field, String value);

    /**
     * Replaces the document with this value in a field that has a unique index, if it is of this version; false when there is none.
     *
     * @param next has the same value in the field
     */
    boolean replace(String field, String value, long version, Document next);

    /**
     * Documents that match, to be closed unless all are taken.
     *
     * @param order null for any
     * @param projection null for whole documents
     */
    Stream<Document> find(Bson filter, @Nullable Bson order, int skip, @Nullable Bson projection);

    long count(Bson filter);

    /** Has an index made where it is missing. */
    void index(String... fields);

    /**
     * Has an index made that no two documents have a value of in common.
     *
     * @param sparse whether those without a value are not in it, so that there may be several
     */
    void unique(String field, boolean sparse);
}
