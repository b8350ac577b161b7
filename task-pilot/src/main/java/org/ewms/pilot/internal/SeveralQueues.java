package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;

/** One thread per subscription hands over its events to whichever slot is free; queues that have events take turns. */
public final class SeveralQueues implements Intake {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final List<Subscription> subscriptions;
    private final Consumer<Throwable> onFailure;
    private final SynchronousQueue<Delivery> offered = new SynchronousQueue<>(true);
    private final List<Thread> pumps;
    private volatile boolean stopped;

    /** @param onFailure told once per subscription that fails */
    public SeveralQueues(List<Subscription> subscriptions, Consumer<Throwable> onFailure) {
        this.subscriptions = List.copyOf(subscriptions);
        this.onFailure = onFailure;
        this.pumps = this.subscriptions.stream()
                .map(from -> Thread.ofVirtual().name("pilot-intake").start(() -> pump(from)))
                .toList();
    }

    private void pump(Subscription from) {
        try {
            while (!stopped) {
                Delivery delivery = from.receive(WAIT);
                if (delivery != null) {
                    handOver(delivery);
                }
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts.
        } catch (MqException e) {
            if (!(stopped && e instanceof ClosedException)) {
                onFailure.accept(e);
            }
        }
    }

    private void handOver(Delivery delivery) throws InterruptedException {
        try {
            offered.put(delivery);
        } catch (InterruptedException e) {
            delivery.nack(Duration.ZERO, "the pilot is stopping");
            throw e;
        }
    }

    @Override
    public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
        return offered.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        pumps.forEach(Thread::interrupt);
        for (Thread pump : pumps) {
            pump.join();
        }
    }

    @Override
    public void close() {
        stopped = true;
        pumps.forEach(Thread::interrupt);
        subscriptions.forEach(Subscription::close);
    }
}
