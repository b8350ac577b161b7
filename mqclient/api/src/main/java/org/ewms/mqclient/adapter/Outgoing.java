package org.ewms.mqclient.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MqException;

/** A message on its way, until the broker confirms or refuses it or its time is up. */
public final class Outgoing {
    private static final int MOST_REFUSALS = 30;

    private final String queue;
    private final Message message;
    private final AtomicInteger refusals = new AtomicInteger();
    private final long since = System.nanoTime();
    private final long deadline;
    private final Runnable whenSettled;
    private final ConfirmationsUnderWay underWay;
    private final Consumer<Outgoing> resend;
    private final CompletableFuture<Void> confirmation = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    Outgoing(
            String queue,
            Message message,
            long lifetimeNanos,
            Runnable whenSettled,
            ConfirmationsUnderWay underWay,
            Consumer<Outgoing> resend) {
        this.queue = queue;
        this.message = message;
        this.deadline = since + lifetimeNanos;
        this.whenSettled = whenSettled;
        this.underWay = underWay;
        this.resend = resend;
    }

    public String queue() {
        return queue;
    }

    public Message message() {
        return message;
    }

    /** The broker has it for good. */
    public void confirm() {
        if (settled.compareAndSet(false, true)) {
            whenSettled.run();
            confirmation.complete(null);
            underWay.end();
        }
    }

    /** The broker could not take it just now: sends it once more after a moment. Returns false when it was tried often enough. */
    public boolean again() {
        if (refusals.incrementAndGet() > MOST_REFUSALS) {
            return false;
        }
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> resend.accept(this));
        return true;
    }

    /** The broker will not have it, or it is too late. */
    public void refuse(MqException cause) {
        if (settled.compareAndSet(false, true)) {
            whenSettled.run();
            confirmation.completeExceptionally(cause);
            underWay.end();
        }
    }

    public boolean isSettled() {
        return settled.get();
    }

    CompletableFuture<Void> confirmation() {
        return confirmation;
    }

    /** In {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** In {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }
}
