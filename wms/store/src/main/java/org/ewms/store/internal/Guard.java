package org.ewms.store.internal;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import java.util.function.Supplier;
import org.ewms.store.InvalidQueryException;
import org.ewms.store.StoreUnavailableException;
import org.h2.mvstore.MVStoreException;

/** Says in the store's own exceptions what goes wrong below it. */
public final class Guard {
    private Guard() {}

    /**
     * Makes a call.
     *
     * @throws StoreUnavailableException when the store cannot be used now
     * @throws InvalidQueryException when it does not understand the query
     */
    public static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoCommandException e) {
            throw new InvalidQueryException("the store refused the query: " + e.getErrorMessage());
        } catch (MongoException | MVStoreException e) {
            throw new StoreUnavailableException("the store cannot be used now: " + e.getMessage(), e);
        }
    }
}
