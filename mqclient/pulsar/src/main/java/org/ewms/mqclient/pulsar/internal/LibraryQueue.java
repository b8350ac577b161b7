package org.ewms.mqclient.pulsar.internal;

import java.util.concurrent.Semaphore;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.PulsarClientException;

/** A thread that takes from the library's queue while there are free places: two threads less on the way than to be called back with each. */
final class LibraryQueue implements Intake {
    private final Consumer<byte[]> consumer;
    private final Sink sink;
    private final Semaphore places;
    private final Thread taker;
    private volatile boolean stopped;

    LibraryQueue(Consumer<byte[]> consumer, int prefetch, Sink sink) {
        this.consumer = consumer;
        this.sink = sink;
        places = new Semaphore(prefetch);
        taker = Thread.ofVirtual().name("mq-take-" + consumer.getTopic()).unstarted(this::take);
    }

    @Override
    public void start() {
        taker.start();
    }

    @Override
    public void more() {
        places.release();
    }

    @Override
    public void stop() {
        stopped = true;
        taker.interrupt();
    }

    private void take() {
        try {
            while (!stopped) {
                places.acquire();
                sink.came(consumer.receive());
            }
        } catch (PulsarClientException e) {
            sink.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
