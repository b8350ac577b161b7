package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Delivery;

/** One of the pilot's places for a running task: a thread that takes an event, runs it, takes the next. */
public final class Slot {
    private final Intake intake;
    private final Work work;
    private final Watch watch;
    private final Thread thread;
    private boolean stopped;
    private boolean busy;

    public Slot(ThreadFactory threads, Intake intake, Work work, Watch watch) {
        this.intake = intake;
        this.work = work;
        this.watch = watch;
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
        if (!begin()) {
            work.giveBack(delivery);
            return;
        }
        try {
            work.process(delivery);
        } finally {
            end();
        }
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
