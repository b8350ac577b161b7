package org.ewms.store;

import static org.ewms.store.internal.Guard.guarded;

import java.util.List;
import java.util.function.Supplier;
import org.ewms.store.internal.DocumentBase;
import org.ewms.store.internal.LocalBase;
import org.ewms.store.internal.RemoteBase;
import org.ewms.store.internal.Tables;

/** Documents of a service's own kinds: in a MongoDB, or in an embedded store of this process. */
public final class DocumentDatabase implements AutoCloseable {
    private final DocumentBase base;
    private final String name;

    private DocumentDatabase(DocumentBase base, String name) {
        this.base = base;
        this.name = name;
    }

    /**
     * Connects to a MongoDB.
     *
     * @param name of the database in it
     * @throws StoreUnavailableException naming the address
     */
    public static DocumentDatabase connect(MongoAddress address, String name) {
        DocumentDatabase database = new DocumentDatabase(new RemoteBase(address.connect(), address.shared()), name);
        try {
            database.check();
            return database;
        } catch (StoreUnavailableException e) {
            database.close();
            throw new StoreUnavailableException("no MongoDB answers at " + address, e);
        }
    }

    /** In a store of this process, without a connection; to be closed before it. */
    static DocumentDatabase in(LocalBase base, String name) {
        return new DocumentDatabase(base, name);
    }

    /**
     * The documents of one kind; their collection and its indexes are made where they are missing.
     *
     * @param id field that no two of them have in common
     * @param indexes fields by which they are looked for
     */
    public DocumentTable table(String collection, String id, List<String> indexes) {
        return guarded(() -> base.together(() -> new DocumentTable(Tables.of(base, name, collection, id, indexes))));
    }

    /** See {@link WorkflowStore#together}. */
    public <T> T together(Supplier<T> changes) {
        return base.together(changes);
    }

    /** Whether other processes may write to it. */
    public boolean shared() {
        return base.shared();
    }

    /** Asks the store whether it is there. */
    public void check() {
        guarded(() -> {
            base.check();
            return true;
        });
    }

    @Override
    public void close() {
        base.close();
    }
}
