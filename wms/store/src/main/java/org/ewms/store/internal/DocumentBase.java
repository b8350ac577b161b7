package org.ewms.store.internal;

import java.util.function.Supplier;

/** Where collections are kept. */
public sealed interface DocumentBase extends AutoCloseable permits LocalBase, RemoteBase {
    Documents collection(String database, String name);

    /** The changes that are made become durable together, when it returns; after a crash before that there are the first few. */
    <T> T together(Supplier<T> changes);

    /** Whether other processes may write to it. */
    boolean shared();

    /** Throws what the base throws when it is not there. */
    void check();

    @Override
    void close();
}
