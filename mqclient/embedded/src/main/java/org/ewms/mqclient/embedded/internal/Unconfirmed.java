package org.ewms.mqclient.embedded.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.ewms.mqclient.Message;

/** A message on its way, until the broker confirms or refuses it or its time is up. */
final class Unconfirmed implements SendAcknowledgementHandler {
    private final ArtemisPublisher publisher;
    private final Message message;
    private final long deadline;
    private final CompletableFuture<Void> confirmation = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param deadline in {@link System#nanoTime} */
    Unconfirmed(ArtemisPublisher publisher, Message message, long deadline) {
        this.publisher = publisher;
        this.message = message;
        this.deadline = deadline;
    }

    Message message() {
        return message;
    }

    long deadline() {
        return deadline;
    }

    boolean isSettled() {
        return settled.get();
    }

    CompletableFuture<Void> confirmation() {
        return confirmation;
    }

    void fail(Exception cause) {
        if (settled.compareAndSet(false, true)) {
            publisher.released();
            confirmation.completeExceptionally(cause);
            publisher.told();
        }
    }

    @Override
    public void sendAcknowledged(org.apache.activemq.artemis.api.core.Message sent) {
        if (settled.compareAndSet(false, true)) {
            publisher.released();
            confirmation.complete(null);
            publisher.told();
        }
    }

    @Override
    public void sendFailed(org.apache.activemq.artemis.api.core.Message sent, Exception problem) {
        publisher.refused(this, problem);
    }
}
