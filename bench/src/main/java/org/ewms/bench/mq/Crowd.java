package org.ewms.bench.mq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.contract.BrokerFixture;

/** Connections to one broker and subscriptions spread over them. */
record Crowd(List<MessageBroker> connections, List<Subscription> subscriptions) implements AutoCloseable {
    private static final int AT_ONCE = 16;

    /** @param queues names the queue of each consumer */
    static Crowd gather(BrokerFixture server, int connections, int consumers, IntFunction<String> queues)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var permits = new Semaphore(AT_ONCE);
            List<MessageBroker> connected = all(threads, permits, connections, i -> server.connect());
            SubscriberOptions options = SubscriberOptions.defaults();
            List<Subscription> subscribed = all(
                    threads,
                    permits,
                    consumers,
                    i -> connected.get(i % connections).subscribe(queues.apply(i), options));
            return new Crowd(connected, subscribed);
        }
    }

    private interface Making<T> {
        T make(int i) throws Exception;
    }

    private static <T> List<T> all(ExecutorService threads, Semaphore permits, int count, Making<T> making)
            throws InterruptedException, ExecutionException {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            futures.add(threads.submit(() -> {
                permits.acquire();
                try {
                    return making.make(number);
                } finally {
                    permits.release();
                }
            }));
        }
        List<T> made = new ArrayList<>();
        for (Future<T> future : futures) {
            made.add(future.get());
        }
        return made;
    }

    @Override
    public void close() {
        connections.parallelStream().forEach(MessageBroker::close);
    }
}
