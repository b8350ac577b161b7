package org.ewms.bench.mq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.ewms.bench.Figures;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.contract.BrokerFixture;
import org.jspecify.annotations.Nullable;

/** Pilots' consumers, a message at a time each, that work through one queue together. */
final class SharedWork {
    private static final String QUEUE = "shared";
    private static final int BYTES = 500;

    private final BrokerFixture server;
    private final int connections;
    private final int consumers;

    SharedWork(BrokerFixture server, int connections, int consumers) {
        this.server = server;
        this.connections = connections;
        this.consumers = consumers;
    }

    /** @throws IllegalStateException when a message does not come, or a consumer fails */
    void measure(int messages, int taskMillis, Table table) throws Exception {
        try (MessageBroker admin = server.connect()) {
            admin.declare(QueueSpec.of(QUEUE));
            try (Crowd crowd = Crowd.gather(server, connections, consumers, i -> QUEUE);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                table.progress("%d consumers on %d connections are there", consumers, connections);
                var left = new CountDownLatch(messages);
                var problem = new AtomicReference<@Nullable Exception>();
                List<AtomicInteger> shares = new ArrayList<>();
                for (Subscription subscription : crowd.subscriptions()) {
                    var share = new AtomicInteger();
                    shares.add(share);
                    threads.execute(() -> work(subscription, share, taskMillis, left, problem));
                }
                long start = System.nanoTime();
                publish(admin, messages);
                while (!left.await(1, TimeUnit.SECONDS)) {
                    Exception failed = problem.get();
                    if (failed != null) {
                        throw new IllegalStateException("a consumer failed: " + failed, failed);
                    }
                }
                rows(shares, messages, (System.nanoTime() - start) * 1e-9, table);
            }
        }
    }

    private void rows(List<AtomicInteger> shares, int messages, double seconds, Table table) {
        double[] sorted = shares.stream().mapToDouble(AtomicInteger::get).toArray();
        double even = (double) messages / consumers;
        String remark = "an even share";
        table.add(
                new Row("messages/s through " + consumers + " consumers", messages / seconds, null, "msg/s", null, ""));
        table.add(Row.more("smallest share", Figures.quantile(0, sorted), even, "messages", remark));
        table.add(Row.more("share of the 1st percentile", Figures.quantile(0.01, sorted), even, "messages", remark));
        table.add(Row.less("share of the 99th percentile", Figures.quantile(0.99, sorted), even, "messages", remark));
        table.add(Row.less("largest share", Figures.quantile(1, sorted), even, "messages", remark));
    }

    private static void publish(MessageBroker broker, int messages) throws InterruptedException {
        var body = new byte[BYTES];
        try (Publisher publisher = broker.publisher(QUEUE, PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, messages)
                    .mapToObj(i -> Message.of("m" + i, body))
                    .toList());
        }
    }

    private static void work(
            Subscription subscription,
            AtomicInteger share,
            int taskMillis,
            CountDownLatch left,
            AtomicReference<@Nullable Exception> problem) {
        try {
            while (left.getCount() > 0) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(1));
                if (delivery != null) {
                    TimeUnit.MILLISECONDS.sleep(taskMillis);
                    delivery.ack();
                    share.incrementAndGet();
                    left.countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            problem.compareAndSet(null, e);
        }
    }
}
