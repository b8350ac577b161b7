package org.ewms.pilot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.ewms.mqclient.BatchException;
import org.ewms.mqclient.Capabilities;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.UnroutableException;
import org.jspecify.annotations.Nullable;

/** A broker in the test's memory, with its faults under the test's control. Delayed messages wait until {@link #delaysPass}. */
final class MemoryBroker implements MessageBroker {
    static final int MAX_BODY = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Queue> queues = new HashMap<>();
    private final List<CompletableFuture<Void>> heldConfirms = new ArrayList<>();
    private final List<Nack> nacks = new ArrayList<>();
    private boolean holding;
    private int connection;
    private @Nullable MqException publishFailure;
    private @Nullable MqException receiveFailure;

    record Nack(String id, int attempt, Duration delay, String reason) {}

    private record Entry(Message message, int attempts) {}

    private record Late(Entry entry, Duration delay) {}

    private static final class Queue {
        private final int maxAttempts;
        private final Deque<Entry> ready = new ArrayDeque<>();
        private final List<Late> late = new ArrayList<>();
        private final Set<MemoryDelivery> unsettled = new HashSet<>();
        private int consumers;

        Queue(int maxAttempts) {
            this.maxAttempts = maxAttempts;
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        locked(() -> {
            action.run();
            return true;
        });
    }

    private Queue queue(String name) {
        Queue queue = queues.get(name);
        if (queue == null) {
            throw new UnroutableException("no queue " + name);
        }
        return queue;
    }

    // --- faults

    /** Every delivery in consumers' hands becomes void and is delivered again, as after a broken connection. */
    void loseConnection() {
        locked(() -> {
            connection++;
            for (Queue queue : queues.values()) {
                queue.unsettled.forEach(delivery -> queue.ready.addFirst(delivery.entry));
                queue.unsettled.clear();
            }
        });
    }

    void holdConfirms() {
        locked(() -> {
            holding = true;
        });
    }

    void releaseConfirms() {
        List<CompletableFuture<Void>> due = locked(() -> {
            holding = false;
            List<CompletableFuture<Void>> all = List.copyOf(heldConfirms);
            heldConfirms.clear();
            return all;
        });
        due.forEach(future -> future.complete(null));
    }

    /** The confirmations arrive, but the deliveries they belong to are void: acknowledgements will be refused. */
    void loseConnectionAndConfirm() {
        loseConnection();
        releaseConfirms();
    }

    void failPublishing(MqException failure) {
        locked(() -> {
            publishFailure = failure;
        });
    }

    void failReceiving(MqException failure) {
        locked(() -> {
            receiveFailure = failure;
        });
    }

    void delaysPass() {
        locked(() -> queues.values().forEach(queue -> {
            queue.late.forEach(late -> queue.ready.add(late.entry()));
            queue.late.clear();
        }));
    }

    List<Nack> nacks() {
        return locked(() -> List.copyOf(nacks));
    }

    List<Message> messages(String queue) {
        return peek(queue, Integer.MAX_VALUE);
    }

    int unconfirmed() {
        return locked(heldConfirms::size);
    }

    // --- the broker

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, true, false, MAX_BODY);
    }

    @Override
    public void declare(QueueSpec spec) {
        locked(() -> {
            queues.putIfAbsent(spec.name(), new Queue(spec.maxAttempts()));
            queues.putIfAbsent(MessageBroker.deadLetterQueue(spec.name()), new Queue(1000));
        });
    }

    @Override
    public void delete(String queue) {
        locked(() -> {
            queues.remove(queue);
            queues.remove(MessageBroker.deadLetterQueue(queue));
        });
    }

    @Override
    public long purge(String queue) {
        return locked(() -> {
            long size = queue(queue).ready.size();
            queue(queue).ready.clear();
            return size;
        });
    }

    @Override
    public QueueDepth depth(String name) {
        return locked(() -> {
            Queue queue = queue(name);
            return new QueueDepth(
                    queue.ready.size() + (long) queue.late.size(), queue.unsettled.size(), queue.consumers);
        });
    }

    @Override
    public List<Message> peek(String queue, int max) {
        return locked(
                () -> queue(queue).ready.stream().limit(max).map(Entry::message).toList());
    }

    @Override
    public void check(Duration timeout) {}

    @Override
    public void close() {}

    @Override
    public Publisher publisher(String name, PublisherOptions options) {
        locked(() -> queue(name));
        return new MemoryPublisher(name);
    }

    @Override
    public Subscription subscribe(String name, SubscriberOptions options) {
        return locked(() -> {
            queue(name).consumers++;
            return new MemorySubscription(queue(name), name, options.prefetch());
        });
    }

    private final class MemoryPublisher implements Publisher {
        private final String name;
        private boolean closed;

        MemoryPublisher(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<Void> publish(Message message) {
            if (message.body().length > MAX_BODY) {
                throw new MessageTooLargeException(message + " exceeds " + MAX_BODY + " bytes");
            }
            return locked(() -> {
                if (closed) {
                    throw new ClosedException("publisher is closed");
                }
                if (publishFailure != null) {
                    return CompletableFuture.failedFuture(publishFailure);
                }
                queue(name).ready.add(new Entry(message, 0));
                if (!holding) {
                    return CompletableFuture.completedFuture(null);
                }
                CompletableFuture<Void> confirm = new CompletableFuture<>();
                heldConfirms.add(confirm);
                return confirm;
            });
        }

        @Override
        public void publishAll(List<Message> messages) {
            Map<String, CompletableFuture<Void>> confirms = new LinkedHashMap<>();
            messages.forEach(message -> confirms.put(message.id(), publish(message)));
            Map<String, Throwable> failures = new LinkedHashMap<>();
            confirms.forEach((id, confirm) -> {
                try {
                    confirm.join();
                } catch (CompletionException e) {
                    failures.put(id, e.getCause() == null ? e : e.getCause());
                }
            });
            if (!failures.isEmpty()) {
                throw new BatchException(failures);
            }
        }

        @Override
        public void close() {
            locked(() -> {
                closed = true;
            });
        }
    }

    private final class MemorySubscription implements Subscription {
        private final Queue queue;
        private final String name;
        private final int prefetch;
        private final Set<MemoryDelivery> held = new HashSet<>();
        private boolean closed;

        MemorySubscription(Queue queue, String name, int prefetch) {
            this.queue = queue;
            this.name = name;
            this.prefetch = prefetch;
        }

        @Override
        public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
            long left = timeout.toNanos();
            lock.lockInterruptibly();
            try {
                while (true) {
                    failIfTold();
                    held.removeIf(delivery -> !queue.unsettled.contains(delivery));
                    if (!queue.ready.isEmpty() && held.size() < prefetch) {
                        return deliver(queue.ready.removeFirst());
                    }
                    if (left <= 0) {
                        return null;
                    }
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        private void failIfTold() {
            if (closed) {
                throw new ClosedException("subscription is closed");
            }
            if (receiveFailure != null) {
                throw receiveFailure;
            }
        }

        private Delivery deliver(Entry entry) {
            MemoryDelivery delivery =
                    new MemoryDelivery(queue, name, new Entry(entry.message(), entry.attempts() + 1), connection);
            queue.unsettled.add(delivery);
            held.add(delivery);
            return delivery;
        }

        @Override
        public void close() {
            locked(() -> {
                if (!closed) {
                    closed = true;
                    queue.consumers--;
                    held.stream()
                            .filter(queue.unsettled::remove)
                            .forEach(delivery -> queue.ready.addFirst(delivery.entry));
                }
            });
        }
    }

    private final class MemoryDelivery implements Delivery {
        private final Queue queue;
        private final String name;
        private final Entry entry;
        private final int born;

        MemoryDelivery(Queue queue, String name, Entry entry, int born) {
            this.queue = queue;
            this.name = name;
            this.entry = entry;
            this.born = born;
        }

        @Override
        public Message message() {
            return entry.message();
        }

        @Override
        public int attempt() {
            return entry.attempts();
        }

        private void settle() {
            if (born != connection || !queue.unsettled.remove(this)) {
                throw new SettlementException(entry.message() + " is not in this consumer's hands any more");
            }
        }

        @Override
        public void ack() {
            locked(this::settle);
        }

        @Override
        public void nack(Duration delay, String reason) {
            locked(() -> {
                settle();
                nacks.add(new Nack(entry.message().id(), entry.attempts(), delay, reason));
                if (entry.attempts() >= queue.maxAttempts) {
                    bury(reason);
                } else if (delay.isZero()) {
                    queue.ready.add(entry);
                } else {
                    queue.late.add(new Late(entry, delay));
                }
            });
        }

        @Override
        public void reject(String reason) {
            locked(() -> {
                settle();
                bury(reason);
            });
        }

        private void bury(String reason) {
            Map<String, String> headers = new HashMap<>(entry.message().headers());
            headers.put("ewms-reason", reason);
            headers.put("ewms-attempts", Integer.toString(entry.attempts()));
            Message dead = new Message(entry.message().id(), entry.message().body(), headers);
            queue(MessageBroker.deadLetterQueue(name)).ready.add(new Entry(dead, 0));
        }
    }
}
