package org.ewms.mqclient.pulsar.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClientException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.adapter.Outgoing;
import org.ewms.mqclient.adapter.Outlet;

/** Publishes over one producer for each queue. Not in batches: a batch is delivered as one, which no prefetch could hold apart. */
final class PulsarOutlet implements Outlet {
    private final Link link;
    private final Session session;
    private final PulsarQueues queues;
    private final PulsarFailures failures;
    private final Sequences sequences;
    private final BiConsumer<Outlet, Throwable> onLoss;
    private final Runnable whenLost = () -> lost(new CancellationException("the connection is lost"));
    private final Map<String, Producer<byte[]>> producers = new ConcurrentHashMap<>();
    private final Set<Outgoing> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean gone;

    PulsarOutlet(
            Link link,
            PulsarQueues queues,
            PulsarFailures failures,
            Sequences sequences,
            BiConsumer<Outlet, Throwable> onLoss)
            throws Exception {
        this.link = link;
        this.queues = queues;
        this.failures = failures;
        this.sequences = sequences;
        this.onLoss = onLoss;
        session = link.session();
        session.watch(() -> producers.values().stream().allMatch(Producer::isConnected), whenLost);
    }

    /** Opens the way to this queue now and not with its first message. */
    PulsarOutlet to(String queue) throws Exception {
        try {
            producer(queue);
            return this;
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    @Override
    public void send(Outgoing outgoing) throws Exception {
        Producer<byte[]> producer;
        try {
            producer = producer(outgoing.queue());
        } catch (Exception e) {
            if (failures.isTransient(e)) {
                throw e;
            }
            outgoing.refuse(describe(e, outgoing));
            return;
        }
        pending.add(outgoing);
        Wire.write(producer.newMessage(), outgoing.message())
                .sequenceId(sequences.of(outgoing))
                .sendAsync()
                .whenComplete((id, problem) -> {
                    pending.remove(outgoing);
                    if (problem == null) {
                        sequences.forget(outgoing);
                        outgoing.confirm();
                    } else {
                        failed(outgoing, problem);
                    }
                });
    }

    @Override
    public void close() {
        session.forget(whenLost);
        if (!gone && !pending.isEmpty()) {
            session.cut();
        }
        gone = true;
        producers.values().forEach(Producer::closeAsync);
    }

    private Producer<byte[]> producer(String queue) throws Exception {
        Producer<byte[]> known = producers.get(queue);
        if (known != null) {
            return known;
        }
        queues.require(queue);
        Producer<byte[]> opened = link.await(
                session.client()
                        .newProducer()
                        .topic(queues.topic(queue))
                        .producerName(sequences.producer())
                        .enableBatching(false)
                        .sendTimeout(0, TimeUnit.SECONDS)
                        .maxPendingMessages(0)
                        .autoUpdatePartitions(false)
                        .createAsync(),
                Producer::closeAsync);
        producers.put(queue, opened);
        return opened;
    }

    private void failed(Outgoing outgoing, Throwable problem) {
        if (gone) {
            // It is sent again over the next connection, or its time is up.
            return;
        }
        if (failures.isTransient(problem)) {
            lost(problem);
        } else {
            outgoing.refuse(describe(problem, outgoing));
        }
    }

    private MqException describe(Throwable problem, Outgoing outgoing) {
        String what = problem instanceof PulsarClientException.InvalidMessageException
                ? "message " + outgoing.message().id() + " with its headers is more than a broker takes"
                : "publish " + outgoing.message().id() + " to " + outgoing.queue();
        return failures.describe(problem, what);
    }

    private void lost(Throwable problem) {
        gone = true;
        session.forget(whenLost);
        onLoss.accept(this, problem);
    }
}
