package org.ewms.mqclient.nats.internal;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.Outgoing;
import org.ewms.mqclient.adapter.Outlet;

/** Publishes to streams and matches the server's answers with the messages. */
final class JetStreamOutlet implements Outlet {
    private final Session session;
    private final NatsFailures failures;
    private final BiConsumer<Outlet, Throwable> onLoss;
    private final Runnable whenLost = this::lost;
    private final Consumer<String> whenDenied = this::denied;
    private final Set<Outgoing> pending = ConcurrentHashMap.newKeySet();

    JetStreamOutlet(Session session, NatsFailures failures, BiConsumer<Outlet, Throwable> onLoss) {
        this.session = session;
        this.failures = failures;
        this.onLoss = onLoss;
        session.denials().whenPublishing(whenDenied);
        session.whenLost(whenLost);
    }

    @Override
    public void send(Outgoing outgoing) {
        if (session.denials().includePublishing(Names.subject(outgoing.queue()))) {
            refuse(outgoing);
            return;
        }
        pending.add(outgoing);
        try {
            session.publishing()
                    .publishAsync(Wire.publication(outgoing.queue(), outgoing.message()))
                    .whenComplete((ack, problem) -> {
                        pending.remove(outgoing);
                        if (problem == null) {
                            outgoing.confirm();
                        } else {
                            failed(
                                    outgoing,
                                    problem instanceof CompletionException e && e.getCause() != null
                                            ? e.getCause()
                                            : problem);
                        }
                    });
        } catch (IllegalArgumentException e) {
            pending.remove(outgoing);
            outgoing.refuse(new MessageTooLargeException(
                    "message " + outgoing.message().id() + " with its headers is more than " + failures.address()
                            + " takes: " + e.getMessage(),
                    e));
        }
    }

    @Override
    public void close() {
        session.forget(whenLost);
        session.denials().forget(whenDenied);
        if (!pending.isEmpty()) {
            Link.cut(session);
        }
    }

    private void denied(String subject) {
        pending.stream()
                .filter(each -> Names.subject(each.queue()).equals(subject))
                .filter(pending::remove)
                .forEach(this::refuse);
    }

    private void refuse(Outgoing outgoing) {
        outgoing.refuse(session.denials().refused("publish to queue " + outgoing.queue()));
    }

    private void lost() {
        onLoss.accept(this, new TimeoutException("the connection to " + failures.address() + " is lost"));
    }

    private void failed(Outgoing outgoing, Throwable problem) {
        if (!session.isOpen()) {
            // It is sent again over the next connection, or its time is up.
            return;
        }
        if (NatsFailures.code(problem) != 0 && !failures.isTransient(problem)) {
            outgoing.refuse(
                    failures.describe(problem, "publish " + outgoing.message().id() + " to " + outgoing.queue()));
            return;
        }
        // Nobody answered, or not in time: there is no such stream, or its leader is away for the moment.
        Thread.ofVirtual().name("mq-unanswered").start(() -> unanswered(outgoing, problem));
    }

    private void unanswered(Outgoing outgoing, Throwable problem) {
        try {
            session.inquiries().getStreamInfo(Names.stream(outgoing.queue()));
        } catch (Exception e) {
            if (NatsFailures.code(e) == NatsFailures.STREAM_NOT_FOUND) {
                outgoing.refuse(new UnroutableException(
                        "message " + outgoing.message().id() + ": there is no queue " + outgoing.queue() + " at "
                                + failures.address(),
                        e));
                return;
            }
        }
        outgoing.again(new BrokerUnavailableException(
                "publish " + outgoing.message().id() + " to " + outgoing.queue() + " at " + failures.address() + ": "
                        + problem.getMessage(),
                problem));
    }
}
