package org.ewms.bench.mq;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.ewms.bench.Figures;
import org.ewms.bench.Rounds;
import org.ewms.bench.Table;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;

/**
 * Two clients of one broker doing the same in turn. Who goes first alternates, so that neither profits from a warm or suffers from a full
 * journal.
 */
final class Race {
    private static final int PASSES_BEFORE = 2;

    private final MessageBroker admin;
    private final Client ours;
    private final Client theirs;
    private final Load load;
    private final Rounds published = new Rounds();
    private final Rounds consumed = new Rounds();
    private final Rounds roundTrips = new Rounds();
    private final Rounds publishingCpu = new Rounds();
    private final Rounds consumingCpu = new Rounds();
    private int message;

    /**
     * What is done in a round.
     *
     * @param count messages published and consumed
     * @param roundTrips messages sent one at a time
     * @param window unconfirmed, at most
     * @param prefetch unacknowledged, at most
     */
    record Load(int count, int roundTrips, int window, int prefetch) {}

    /** @param admin another connection, for what is not measured */
    Race(MessageBroker admin, Client ours, Client theirs, Load load) {
        this.admin = admin;
        this.ours = ours;
        this.theirs = theirs;
        this.load = load;
    }

    /** @param queues names the queue of each round */
    void run(int rounds, Supplier<String> queues) throws Exception {
        for (int round = -PASSES_BEFORE; round < rounds; round++) {
            String queue = queues.get();
            admin.declare(QueueSpec.of(queue));
            Lap[] laps = new Lap[2];
            for (int turn = 0; turn < 2; turn++) {
                int who = Math.floorMod(turn + round, 2);
                laps[who] = lap(who == 0 ? ours : theirs, queue);
            }
            admin.delete(queue);
            if (round >= 0) {
                published.add(laps[0].published, laps[1].published);
                consumed.add(laps[0].consumed, laps[1].consumed);
                roundTrips.add(laps[0].roundTrip, laps[1].roundTrip);
                publishingCpu.add(laps[0].publishingCpu, laps[1].publishingCpu);
                consumingCpu.add(laps[0].consumingCpu, laps[1].consumingCpu);
            }
        }
    }

    void rows(Table table, String what, String reference) {
        table.add(published.more("publish " + what, "msg/s", reference));
        table.add(consumed.more("consume " + what, "msg/s", reference));
        table.add(roundTrips.less("rtt " + what, "ms p50", reference));
        table.add(publishingCpu.less("publish " + what + ", CPU", "µs/msg", reference));
        table.add(consumingCpu.less("consume " + what + ", CPU", "µs/msg", reference));
    }

    /** CPU is that of this process, in microseconds per message: what other programs do at the same time hardly changes it. */
    private record Lap(
            double published, double consumed, double roundTrip, double publishingCpu, double consumingCpu) {}

    private Lap lap(Client client, String queue) throws Exception {
        long begin = cpu();
        double published = load.count * 1e9 / publish(client, queue);
        long middle = cpu();
        Supplier<Boolean> gone = () -> admin.depth(queue).remaining() == 0;
        double consumed = load.count * 1e9 / client.drain(queue, load.prefetch, load.count, gone);
        long end = cpu();
        return new Lap(
                published,
                consumed,
                roundTrip(client, queue),
                (middle - begin) * 1e-3 / load.count,
                (end - middle) * 1e-3 / load.count);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private long publish(Client client, String queue) throws Exception {
        try (Client.Sender sender = client.sender(queue, load.window)) {
            // The first opens what has to be opened.
            sender.send(id());
            sender.awaitConfirmed();
            long start = System.nanoTime();
            for (int i = 1; i < load.count; i++) {
                sender.send(id());
            }
            sender.awaitConfirmed();
            return System.nanoTime() - start;
        }
    }

    /** Milliseconds from sending until confirmed and received, the median. */
    private double roundTrip(Client client, String queue) throws Exception {
        double[] millis = new double[load.roundTrips];
        try (Client.Inbox inbox = client.inbox(queue);
                Client.Sender sender = client.sender(queue, 1)) {
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                sender.send(id());
                sender.awaitConfirmed();
                AutoCloseable ack = inbox.take();
                millis[i] = (System.nanoTime() - start) * 1e-6;
                ack.close();
            }
        }
        return Figures.median(millis);
    }

    private String id() {
        return "bench-" + message++;
    }
}
