package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/** The library's database with documents in bytes of our own, and with indexes that are not unique, too. */
final class IndexedDatabase extends H2Database {
    /** What the library's back end looks for to learn which databases there are. */
    static final String DOCUMENTS = "databases.";

    private static final MVMap.Builder<Long, byte[]> MAP =
            new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE);

    private final MVStore file;

    IndexedDatabase(String name, MVStore file, CursorRegistry cursors) {
        this.file = file; // the library asks for collections while it makes itself
        super(name, file, cursors);
    }

    /** A collection, made if absent. */
    synchronized BsonCollection collection(String name) {
        return (BsonCollection) resolveOrCreateCollection(name);
    }

    /** Has an index made where it is missing, and made anew when the file is opened again. */
    synchronized void index(Document description) {
        addIndex(description);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        MVMap<Long, byte[]> documents = file.openMap(DOCUMENTS + getFullCollectionNamespace(name), MAP);
        return new BsonCollection(this, name, options, documents, cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(index, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(index, keys, sparse);
    }
}
