package org.ewms.mqclient.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MqException;
import org.jspecify.annotations.Nullable;

/** A message on its way, until the broker confirms or refuses it or its time is up. */
public final class Outgoing {
    private static final int SHORTEST_REST_MILLIS = 100;
    private static final int LONGEST_REST_MILLIS = 1_000;

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
    private final AtomicBoolean resting = new AtomicBoolean();
    private volatile @Nullable MqException refusal;

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

    /**
     * The broker could not take it just now: sends it once more after a moment, a longer one each time, unless another outlet has done so before.
     *
     * @param why what the publisher is told if that lasts until the deadline
     */
    public void again(MqException why) {
        refusal = why;
        resting.set(true);
        long rest = Math.min((long) SHORTEST_REST_MILLIS * refusals.incrementAndGet(), LONGEST_REST_MILLIS);
        CompletableFuture.delayedExecutor(rest, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> resend.accept(this));
    }

    /** Says that it is being sent; returns whether it was resting. */
    boolean wake() {
        return resting.getAndSet(false);
    }

    /** What the broker said when it last refused it, if it ever did. */
    @Nullable
    MqException refusal() {
        return refusal;
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
