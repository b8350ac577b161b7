package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.pilot.Pilot;

/** Publishes results to the output queues. */
public final class Outlet {
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Map<String, Publisher> publishers;
    private final List<Publisher> everywhere;

    private Outlet(Map<String, Publisher> publishers) {
        this.publishers = publishers;
        this.everywhere = List.copyOf(publishers.values());
    }

    public static Outlet open(MessageBroker broker, List<String> queues, PublisherOptions options) {
        Map<String, Publisher> publishers = new LinkedHashMap<>();
        try {
            for (String queue : queues) {
                publishers.put(queue, broker.publisher(queue, options));
            }
        } catch (RuntimeException e) {
            publishers.values().forEach(Publisher::close);
            throw e;
        }
        return new Outlet(publishers);
    }

    /** A result that cannot be sent anywhere, through the task's fault. */
    static final class NoSuchOutputException extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchOutputException(String message) {
            super(message);
        }
    }

    /**
     * Sends without waiting for confirmations.
     *
     * @return completes when all are confirmed
     */
    CompletableFuture<Void> publish(List<Message> results) throws InterruptedException, NoSuchOutputException {
        if (results.isEmpty()) {
            return NOTHING;
        }
        if (results.size() == 1
                && everywhere.size() == 1
                && results.getFirst().headers().isEmpty()) {
            return everywhere.getFirst().publish(results.getFirst());
        }
        List<List<Publisher>> targets = new ArrayList<>();
        for (Message result : results) {
            targets.add(targets(result));
        }
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            for (Publisher target : targets.get(i)) {
                confirmations.add(target.publish(results.get(i)));
            }
        }
        return CompletableFuture.allOf(confirmations.toArray(CompletableFuture<?>[]::new));
    }

    private List<Publisher> targets(Message result) throws NoSuchOutputException {
        String named = result.headers().get(Pilot.OUTPUT_HEADER);
        Publisher one = named == null ? null : publishers.get(named);
        if (named != null && one == null) {
            throw new NoSuchOutputException("result " + result.id() + " is for queue '" + named
                    + "', which is not an output of this pilot: " + publishers.keySet());
        }
        if (everywhere.isEmpty()) {
            throw new NoSuchOutputException(
                    "result " + result.id() + " has nowhere to go: the pilot has no output queue");
        }
        return one == null ? everywhere : List.of(one);
    }

    /** Closes the publishers, waiting for an absent broker no longer than {@code patience}. */
    public void close(Duration patience) throws InterruptedException {
        List<Thread> closers = everywhere.stream()
                .map(publisher -> Thread.ofVirtual().name("pilot-outlet").start(publisher::close))
                .toList();
        long end = System.nanoTime() + patience.toNanos();
        for (Thread closer : closers) {
            closer.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }
}
