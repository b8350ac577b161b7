package org.ewms.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.store.internal.DurableBackend;
import org.ewms.store.internal.LocalBase;
import org.h2.mvstore.MVStore;

/**
 * A document store in this process, kept in one file, which speaks MongoDB's protocol on a port. What it has confirmed survives the
 * process being killed. One process at a time may have the file open.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final int LEAST_CACHE_MEGABYTES = 32;
    private static final int MOST_CACHE_MEGABYTES = 1024;

    /** So many clients of the port can wait for the disk at a time, each with a thread of its own. */
    private static final int CONNECTIONS_AT_ONCE = 32;

    /** Of the form in which documents are kept. */
    private static final int FORM = 1;

    private final DurableBackend backend;
    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedStore(DurableBackend backend, MongoServer server, InetSocketAddress address) {
        this.backend = backend;
        this.server = server;
        this.address = address;
    }

    /**
     * Opens the store of a directory, which is created if absent.
     *
     * @param host the interface to listen on; anybody who reaches it may read and write
     * @param port 0 for a free one
     * @throws StoreUnavailableException naming the file or the port that cannot be had
     */
    public static EmbeddedStore start(Path directory, String host, int port) {
        Path file = directory.resolve("store.mv.db");
        DurableBackend backend = new DurableBackend(open(file));
        MongoServer server = new MongoServer(backend);
        try {
            server.bind(new InetSocketAddress(host, port), 1, CONNECTIONS_AT_ONCE);
        } catch (RuntimeException e) {
            server.shutdownNow();
            throw new StoreUnavailableException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        return new EmbeddedStore(backend, server, server.getLocalAddress());
    }

    /** The workflows in it, for this process: without a connection. To be closed before this. */
    public WorkflowStore workflows() {
        return DocumentStore.in(new LocalBase(backend));
    }

    /** A service's own documents in it, for this process: without a connection. To be closed before this. */
    public DocumentDatabase database(String name) {
        return DocumentDatabase.in(new LocalBase(backend), name);
    }

    /** Where it is reached. */
    public MongoAddress address() {
        return MongoAddress.of(address.getAddress().getHostAddress(), address.getPort())
                .unshared();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** An eighth of the heap: what is not in it is read from the file and decoded again. */
    private static int cacheMegabytes() {
        return Math.clamp(Runtime.getRuntime().maxMemory() >> 23, LEAST_CACHE_MEGABYTES, MOST_CACHE_MEGABYTES);
    }

    private static MVStore open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(cacheMegabytes())
                    .open();
            if (store.getMapNames().isEmpty()) {
                store.setStoreVersion(FORM);
            } else if (store.getStoreVersion() != FORM) {
                int found = store.getStoreVersion();
                store.closeImmediately();
                throw new StoreUnavailableException(file + " has documents in form " + found
                        + ", and this version reads form " + FORM + "; move the file away to begin anew");
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the directory of " + file, e);
        } catch (org.h2.mvstore.MVStoreException e) {
            throw new StoreUnavailableException(
                    "cannot open " + file + "; is another process using it? " + e.getMessage(), e);
        }
    }
}
