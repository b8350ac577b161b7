package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;
import org.ewms.pilot.NodeGate;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the pilot's places for a running task: a thread that takes an event, runs it, takes the next. A platform thread: tasks compute on it,
 * or it waits in system calls for their processes.
 */
public final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final long GATE_MILLIS = 50;

    private final Intake intake;
    private final Work work;
    private final Watch watch;
    private final NodeGate gate;
    private final Semaphore never = new Semaphore(0);
    private final Thread thread;
    private boolean stopped;
    private boolean busy;

    public Slot(ThreadFactory threads, Intake intake, Work work, Watch watch, NodeGate gate) {
        this.intake = intake;
        this.work = work;
        this.watch = watch;
        this.gate = gate;
        this.thread = threads.newThread(this::loop);
    }

    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (!ended()) {
                step();
            }
        } catch (InterruptedException e) {
            if (!watch.stopping()) {
                watch.stop(new Stop.Broken(e));
            }
        } catch (ClosedException e) {
            if (!watch.stopping()) {
                watch.stop(new Stop.Broken(e));
            }
        } catch (RuntimeException | Error e) {
            watch.stop(new Stop.Broken(e));
        }
    }

    private void step() throws InterruptedException {
        Delivery delivery = intake.receive(watch.nextWait());
        if (delivery == null) {
            watch.check();
            return;
        }
        Optional<NodeGate.Admission.Go> admitted = admitted(delivery);
        if (admitted.isEmpty()) {
            return;
        }
        if (!begin()) {
            work.giveBack(delivery);
            gate.ended(admitted.get(), NodeGate.Ending.UNDECIDED, Duration.ZERO);
            return;
        }
        try {
            work.process(delivery, admitted.get());
        } finally {
            end();
        }
    }

    /** Empty when the event was given back, because the pilot stops. */
    private Optional<NodeGate.Admission.Go> admitted(Delivery delivery) throws InterruptedException {
        while (!ended()) {
            switch (gate.ask()) {
                case NodeGate.Admission.Go go -> {
                    return Optional.of(go);
                }
                case NodeGate.Admission.Sick(String reason) -> {
                    LOG.warn("{}", reason);
                    watch.stop(new Stop.Orderly(StopReason.FAILING, PilotLimits.NEVER));
                }
                case NodeGate.Admission.Wait() -> {
                    try {
                        never.tryAcquire(GATE_MILLIS, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        work.giveBack(delivery);
                        throw e;
                    }
                }
            }
        }
        work.giveBack(delivery);
        return Optional.empty();
    }

    private synchronized boolean ended() {
        return stopped || watch.stopping();
    }

    private synchronized boolean begin() {
        busy = !stopped;
        return busy;
    }

    /** An interrupt meant for the task just ended must not reach the next wait. */
    private synchronized void end() {
        busy = false;
        Thread.interrupted();
    }

    /** Takes no more events; a running task goes on. */
    public synchronized void stop() {
        stopped = true;
        if (!busy) {
            thread.interrupt();
        }
    }

    /** Interrupts a running task. */
    public synchronized void cancel() {
        thread.interrupt();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Whether the slot ended in time. */
    public boolean join(Duration patience) throws InterruptedException {
        return patience.isPositive() && thread.isAlive() ? thread.join(patience) : !thread.isAlive();
    }
}
