package org.ewms.pilot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ewms.mqclient.BatchException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.pilot.internal.LastWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what tasks print to a queue, a message per piece: the bytes as they came, with headers {@code log-event}, {@code log-attempt}, {@code
 * log-stream}, {@code log-pilot} and, by pilot, a consecutive number {@code log-number}. Never holds up a task: when the broker takes less than is
 * printed, pieces are dropped and the next that is sent says how many bytes in {@code log-dropped}.
 */
public final class QueueTaskLog implements TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger(QueueTaskLog.class);
    private static final int MOST_BYTES = 8 << 20;
    private static final int AT_ONCE = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration AFTER_THAT = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final String pilot;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long bytes;
    private long dropped;
    private long number;
    private boolean closing;

    /**
     * @param broker not closed
     * @param queue that exists
     * @param pilot unlike any other's, part of the messages' ids
     */
    public QueueTaskLog(MessageBroker broker, String queue, String pilot) {
        this.publisher = broker.publisher(queue, new PublisherOptions(AT_ONCE, DEADLINE));
        this.pilot = pilot;
        this.thread = Thread.ofVirtual().name("task-log").start(this::work);
    }

    @Override
    public void chunk(String eventId, int attempt, Stream stream, byte[] chunk) {
        lock.lock();
        try {
            if (closing || bytes + chunk.length > MOST_BYTES) {
                dropped += chunk.length;
                return;
            }
            Map<String, String> headers = new HashMap<>();
            headers.put("log-event", eventId);
            headers.put("log-attempt", Integer.toString(attempt));
            headers.put("log-stream", stream.name().toLowerCase(java.util.Locale.ROOT));
            headers.put("log-pilot", pilot);
            headers.put("log-number", Long.toString(++number));
            if (dropped > 0) {
                headers.put("log-dropped", Long.toString(dropped));
                dropped = 0;
            }
            waiting.add(new Message(pilot + "-log-" + number, chunk, headers));
            bytes += chunk.length;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (List<Message> next = next(); !next.isEmpty(); next = next()) {
                send(next);
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped with {} pieces of output unsent", waiting.size());
        }
    }

    /** Waits for some; none once it is closed and all are sent. */
    private List<Message> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closing) {
                changed.await();
            }
            List<Message> next = new ArrayList<>();
            while (next.size() < AT_ONCE && !waiting.isEmpty()) {
                Message message = waiting.remove();
                bytes -= message.body().length;
                next.add(message);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Message> messages) throws InterruptedException {
        try {
            publisher.publishAll(messages);
        } catch (BatchException e) {
            lost(e.failures().size(), e);
        } catch (MqException e) {
            lost(messages.size(), e);
        }
    }

    private static void lost(int pieces, Exception why) {
        LOG.warn("{} pieces of tasks' output are lost: {}", pieces, why.getMessage());
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (LastWords.await(thread, LAST_WORDS) || LastWords.await(thread, AFTER_THAT)) {
            publisher.close();
        } else {
            thread.interrupt();
        }
    }
}
