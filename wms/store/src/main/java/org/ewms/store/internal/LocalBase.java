package org.ewms.store.internal;

import java.util.function.Supplier;

/** The embedded store, reached by calls. It stays its owner's to close. */
public record LocalBase(DurableBackend backend, ScopedValue<Boolean> gathering) implements DocumentBase {
    public LocalBase(DurableBackend backend) {
        this(backend, ScopedValue.newInstance());
    }

    @Override
    public Documents collection(String database, String name) {
        return new LocalDocuments(this, backend.collection(database, name));
    }

    @Override
    public <T> T together(Supplier<T> changes) {
        if (gathering.isBound()) {
            return changes.get();
        }
        try {
            return ScopedValue.where(gathering, true).call(changes::get);
        } finally {
            backend.commit();
        }
    }

    /** Something was changed: waits until it is durable, unless more is to come. */
    void changed() {
        if (!gathering.isBound()) {
            backend.commit();
        }
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void check() {
        if (backend.getMvStore().isClosed()) {
            throw new IllegalStateException("the embedded store is closed");
        }
    }

    @Override
    public void close() {}
}
