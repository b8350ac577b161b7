package org.ewms.mqclient.pulsar.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the library, and who wants to know when what was opened over it has lost its connection: the library tells nobody. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long LOOK_MILLIS = 50;

    private final PulsarClient client;
    private final Map<Runnable, BooleanSupplier> watched = new ConcurrentHashMap<>();
    private final Thread watcher = Thread.ofVirtual().name("mq-watch").unstarted(this::watch);
    private volatile boolean open = true;

    Session(PulsarClient client) {
        this.client = client;
        watcher.start();
    }

    PulsarClient client() {
        return client;
    }

    boolean isOpen() {
        return open;
    }

    /** Runs {@code whenLost}, once and in a thread of its own, when {@code connected} no longer holds. */
    void watch(BooleanSupplier connected, Runnable whenLost) {
        watched.put(whenLost, connected);
        if (!open) {
            lost(whenLost);
        }
    }

    void forget(Runnable whenLost) {
        watched.remove(whenLost);
    }

    /** Cuts all connections; what was opened over them is lost. */
    void cut() {
        open = false;
        watcher.interrupt();
        watched.keySet().forEach(this::lost);
        Thread.ofVirtual().name("mq-close").start(this::shutDown);
    }

    private void shutDown() {
        try {
            client.shutdown();
        } catch (PulsarClientException e) {
            LOG.debug("The client did not shut down cleanly", e);
        }
    }

    private void watch() {
        try {
            while (open) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                watched.forEach((whenLost, connected) -> {
                    if (!connected.getAsBoolean()) {
                        lost(whenLost);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(Runnable whenLost) {
        if (watched.remove(whenLost) != null) {
            Thread.ofVirtual().name("mq-lost").start(whenLost);
        }
    }
}
