package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.Outgoing;
import org.ewms.mqclient.adapter.Outlet;

/** Publishes mandatory messages to queues by name and matches the server's confirms, refusals and returns with them. */
final class ConfirmingChannel implements Outlet {
    private static final long LONGEST_REFUSING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Pattern TOO_LARGE = Pattern.compile("message size (\\d+)");

    private final Link link;
    private final String address;
    private final Channel channel;
    private final BiConsumer<Outlet, Throwable> onLoss;
    private final boolean ownExchanges;
    private final ConcurrentNavigableMap<Long, Outgoing> pending = new ConcurrentSkipListMap<>();

    /** When the first of the refusals since the last confirm came, 0 for none; only the channel's own callbacks use it. */
    private long firstRefusal;

    private ConfirmingChannel(
            Link link, String address, Channel channel, boolean ownExchanges, BiConsumer<Outlet, Throwable> onLoss) {
        this.link = link;
        this.address = address;
        this.channel = channel;
        this.ownExchanges = ownExchanges;
        this.onLoss = onLoss;
    }

    /** @param ownExchanges each queue is reached through an exchange of its name, not through the one for all of them */
    static ConfirmingChannel open(Link link, String address, boolean ownExchanges, BiConsumer<Outlet, Throwable> onLoss)
            throws Exception {
        var made = new ConfirmingChannel(link, address, link.open(), ownExchanges, onLoss);
        try {
            made.channel.addConfirmListener(made::confirmed, made::refused);
            made.channel.addReturnListener(made::returned);
            made.channel.confirmSelect();
            made.channel.addShutdownListener(made::lost);
            return made;
        } catch (IOException | RuntimeException e) {
            Link.close(made.channel);
            throw e;
        }
    }

    @Override
    public void send(Outgoing outgoing) throws IOException {
        pending.put(channel.getNextPublishSeqNo(), outgoing);
        channel.basicPublish(
                ownExchanges ? outgoing.queue() : "",
                outgoing.queue(),
                true,
                Wire.properties(outgoing.message()),
                outgoing.message().body());
    }

    @Override
    public void close() {
        if (pending.isEmpty()) {
            Link.close(channel);
        } else {
            // Something is unanswered, perhaps a write that hangs: a polite close would hang as well.
            link.cut();
        }
    }

    private void confirmed(long tag, boolean multiple) {
        firstRefusal = 0;
        if (!multiple) {
            Outgoing outgoing = pending.remove(tag);
            if (outgoing != null) {
                outgoing.confirm();
            }
            return;
        }
        for (var entry = pending.firstEntry(); entry != null && entry.getKey() <= tag; entry = pending.firstEntry()) {
            pending.remove(entry.getKey());
            entry.getValue().confirm();
        }
    }

    private void refused(long tag, boolean multiple) {
        var some = multiple ? pending.headMap(tag, true) : pending.subMap(tag, true, tag, true);
        List<Outgoing> all = List.copyOf(some.values());
        some.clear();
        all.forEach(this::refused);
    }

    /**
     * A queue without a leader just now refuses, for instance a new one; so does a full one. A channel that was opened in such a moment may refuse
     * for ever, even though the queue has a leader again.
     */
    private void refused(Outgoing outgoing) {
        outgoing.again(new RefusedException("queue " + outgoing.queue() + " at " + address + " refuses message "
                + outgoing.message().id() + "; it is full or has lost its majority"));
        long now = System.nanoTime();
        if (firstRefusal == 0) {
            firstRefusal = now;
        } else if (now - firstRefusal > LONGEST_REFUSING_NANOS) {
            firstRefusal = now;
            // The connection is sound, so the channel is closed politely, as one without debts; the publisher remembers
            // them.
            pending.clear();
            onLoss.accept(this, new IOException("the channel to " + address + " refuses everything"));
        }
    }

    /** Comes before the confirm of the same message; the first one of that id not yet returned is the one meant. */
    private void returned(Return returned) {
        String id = Wire.id(returned.getProperties());
        for (Outgoing outgoing : pending.values()) {
            if (!outgoing.isSettled()
                    && outgoing.message().id().equals(id)
                    && outgoing.queue().equals(returned.getRoutingKey())) {
                outgoing.refuse(new UnroutableException("message " + id + ": there is no queue "
                        + returned.getRoutingKey() + " at " + address + " (" + returned.getReplyText() + ")"));
                return;
            }
        }
    }

    private void lost(ShutdownSignalException signal) {
        Optional<RabbitFailures.Reply> reply = RabbitFailures.reply(signal);
        if (reply.isPresent()) {
            Matcher size = TOO_LARGE.matcher(reply.get().text());
            if (size.find()) {
                refuseLarger(size.group(1), reply.get().text());
            } else if (!new RabbitFailures(address).isTransient(signal)) {
                pending.values()
                        .forEach(outgoing -> outgoing.refuse(new RefusedException(
                                "publish to " + outgoing.queue() + " at " + address + ": "
                                        + reply.get().text(),
                                signal)));
            }
        }
        onLoss.accept(this, signal);
    }

    private void refuseLarger(String size, String text) {
        for (Outgoing outgoing : pending.values()) {
            if (Integer.toString(outgoing.message().body().length).equals(size)) {
                outgoing.refuse(new MessageTooLargeException(
                        "message " + outgoing.message().id() + " has " + size + " bytes, more than " + address
                                + " takes: " + text));
            }
        }
    }
}
