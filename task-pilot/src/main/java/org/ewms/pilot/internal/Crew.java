package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.ewms.pilot.NodeGate;
import org.ewms.pilot.PilotOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the pilot's threads, waits for the decision to stop, and stops them in order. */
public final class Crew {
    /** For interrupted tasks to notice, and for last confirmations to arrive. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

    private static final Duration CONFIRMATIONS = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final Intake intake;
    private final Outlet outlet;
    private final Settler settler;
    private final Watch watch;
    private final Ledger ledger;
    private final List<Slot> slots;

    public Crew(
            PilotOptions options,
            Intake intake,
            Outlet outlet,
            Settler settler,
            Work work,
            Watch watch,
            Ledger ledger,
            NodeGate gate) {
        this.intake = intake;
        this.outlet = outlet;
        this.settler = settler;
        this.watch = watch;
        this.ledger = ledger;
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("pilot-slot-", 0).factory();
        this.slots = IntStream.range(0, options.slots())
                .mapToObj(i -> new Slot(threads, intake, work, watch, gate))
                .toList();
    }

    /** Works until told to stop. */
    public Stop work() throws InterruptedException {
        Thread settling = Thread.ofPlatform().daemon().name("pilot-settler").start(settler);
        if (!watch.stopping()) {
            slots.forEach(Slot::start);
        }
        Stop stop = awaitStop();
        try {
            wind(stop);
        } finally {
            intake.close();
            settler.end();
            settling.join(CONFIRMATIONS);
        }
        return stop;
    }

    private Stop awaitStop() {
        try {
            return watch.await();
        } catch (InterruptedException e) {
            Stop broken = new Stop.Broken(e);
            watch.stop(broken);
            return broken;
        }
    }

    private void wind(Stop stop) throws InterruptedException {
        long begin = System.nanoTime();
        slots.forEach(Slot::stop);
        intake.stop();
        if (!joinAll(begin, stop.grace())) {
            slots.forEach(Slot::cancel);
            if (!joinAll(System.nanoTime(), LAST_MOMENT)) {
                LOG.warn(
                        "a task ignores its interruption; its event goes back to the queue, its result will be dropped");
            }
        }
        outlet.close(stop instanceof Stop.Broken ? LAST_MOMENT : CONFIRMATIONS);
        ledger.awaitAtMost((int) slots.stream().filter(Slot::alive).count(), LAST_MOMENT);
    }

    private boolean joinAll(long begin, Duration patience) throws InterruptedException {
        boolean all = true;
        for (Slot slot : slots) {
            all &= slot.join(patience.minusNanos(System.nanoTime() - begin));
        }
        return all;
    }
}
