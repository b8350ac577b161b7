package org.ewms.skydriver.internal.store;

import java.nio.file.Path;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.EmbeddedStore;
import org.ewms.store.MongoAddress;
import org.jspecify.annotations.Nullable;

/** The database of the service, and the embedded store under it where there is no other. */
public record Kept(DocumentDatabase database, @Nullable EmbeddedStore embedded) implements AutoCloseable {
    private static final String NAME = "SkyDriver_DB";

    /** In that MongoDB, or in the directory where there is none. */
    public static Kept in(@Nullable MongoAddress mongo, Path directory) {
        if (mongo != null) {
            return new Kept(DocumentDatabase.connect(mongo, NAME), null);
        }
        EmbeddedStore embedded = EmbeddedStore.start(directory, "127.0.0.1", 0);
        return new Kept(embedded.database(NAME), embedded);
    }

    @Override
    public void close() {
        database.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
