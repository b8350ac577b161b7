package org.ewms.pilot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;

/**
 * Runs the events of an {@link EventBatch} one after another; any other event passes through. Each event has its own attempts, and they do not
 * touch the others: what is done is not done again because a neighbour failed. The batch is done when all its events are settled; then its
 * results are published together. An event that failed for good is settled by a message with its id, no body, and headers
 * {@value #FAILURE} (the reason), {@value #FAILURE_KIND} and {@value #ATTEMPTS}; it is for the collector to list or send it again.
 *
 * <p>A result of an event in a batch has header {@value #EVENT} with the event's id, so that a collector counts each once. A pilot that dies on
 * the way has published nothing of the batch: another runs all of it.
 */
public final class BatchRunner implements TaskRunner {
    /** Header of results: the event's id. */
    public static final String EVENT = "event-id";

    /** Header of a message that stands for a failed event: why. */
    public static final String FAILURE = "event-failure";

    /** Header of such a message: a {@link FailureKind}, or {@code POISON}. */
    public static final String FAILURE_KIND = "event-failure-kind";

    /** Header of such a message: how often the event was tried. */
    public static final String ATTEMPTS = "event-attempts";

    private static final int REASON_LENGTH = 2000;

    private final TaskRunner inner;
    private final int attempts;

    /**
     * @param inner runs single events; closed with this
     * @param attempts at one event within a batch, at least 1; they follow each other at once
     */
    public BatchRunner(TaskRunner inner, int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, is " + attempts);
        }
        this.inner = inner;
        this.attempts = attempts;
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        if (!EventBatch.is(attempt.event())) {
            return inner.run(attempt);
        }
        List<Message> events;
        try {
            events = EventBatch.unpack(attempt.event());
        } catch (EventBatch.MalformedBatchException e) {
            return new Poison(String.valueOf(e.getMessage()));
        }
        List<Message> results = new ArrayList<>();
        for (Message event : events) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the pilot stops");
            }
            settle(event, results);
        }
        return new Done(results);
    }

    private void settle(Message event, List<Message> results) throws InterruptedException {
        int number = 1;
        TaskOutcome outcome = once(new Attempt(event, number));
        // Tried again at once: whoever waits for the batch waits for all of it.
        while (outcome instanceof Failed && number < attempts) {
            number++;
            outcome = once(new Attempt(event, number));
        }
        switch (outcome) {
            case Done(List<Message> done) -> done.forEach(each -> results.add(with(each, Map.of(EVENT, event.id()))));
            case Poison(String reason) -> results.add(failure(event, reason, "POISON", number));
            case Failed(String reason, FailureKind kind) -> results.add(failure(event, reason, kind.name(), number));
        }
    }

    /** Whatever a task throws costs only its own event. */
    @SuppressWarnings("CatchingUnchecked")
    private TaskOutcome once(Attempt attempt) throws InterruptedException {
        try {
            return inner.run(attempt);
        } catch (RuntimeException | Error e) {
            return new Failed(e.toString(), FailureKind.THROWN);
        }
    }

    private static Message failure(Message event, String reason, String kind, int number) {
        Map<String, String> headers =
                Map.of(EVENT, event.id(), FAILURE, cut(reason), FAILURE_KIND, kind, ATTEMPTS, Integer.toString(number));
        return new Message(event.id(), new byte[0], headers);
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "…";
    }

    private static Message with(Message message, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(more);
        return new Message(message.id(), message.body(), headers);
    }

    @Override
    public void close() {
        inner.close();
    }
}
