package org.ewms.wms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.ewms.store.DocumentStore;
import org.ewms.store.EmbeddedStore;
import org.ewms.store.MongoAddress;
import org.ewms.store.WorkflowStore;
import org.jspecify.annotations.Nullable;

/** The store that the options ask for, and the embedded one under it where there is no other. */
record StoreSetup(WorkflowStore store, @Nullable EmbeddedStore embedded) implements AutoCloseable {
    private static final int PROBE_MILLIS = 1000;

    static StoreSetup of(WmsOptions options) {
        MongoAddress mongo = options.mongo();
        if (mongo != null && !(options.ci() && nobodyAt(mongo))) {
            return new StoreSetup(DocumentStore.connect(mongo), null);
        }
        EmbeddedStore embedded =
                EmbeddedStore.start(options.data().resolve("store"), "127.0.0.1", mongo == null ? 0 : mongo.port());
        try {
            // On a port that was asked for, others may be expected to come.
            WorkflowStore store = mongo == null
                    ? embedded.workflows()
                    : DocumentStore.connect(MongoAddress.of("127.0.0.1", mongo.port()));
            return new StoreSetup(store, embedded);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static boolean nobodyAt(MongoAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MILLIS);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        store.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
