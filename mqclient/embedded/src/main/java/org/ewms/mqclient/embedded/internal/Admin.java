package org.ewms.mqclient.embedded.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.MqException;
import org.jspecify.annotations.Nullable;

/** Runs administrative calls one at a time over a session of its own, trying again over a new one until the deadline. */
final class Admin implements AutoCloseable {
    /** One administrative call; repeatable, as a lost connection leaves open whether it took effect. */
    interface Call<T> {
        T on(Queues queues) throws Exception;
    }

    private final Link link;
    private final Endpoint endpoint;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Management management;

    Admin(Link link, Endpoint endpoint) {
        this.link = link;
        this.endpoint = endpoint;
    }

    <T> T run(String what, Duration deadline, Call<T> call) {
        long end = System.nanoTime() + deadline.toNanos();
        var backoff = new Backoff();
        while (true) {
            try {
                return once(call);
            } catch (MqException e) {
                throw e;
            } catch (Exception e) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!Failures.isTransient(e) || !left.isPositive()) {
                    throw Failures.describe(e, what, endpoint);
                }
                pause(backoff.next(left), what);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** One attempt; throws what Artemis throws. */
    <T> T once(Call<T> call) throws Exception {
        lock.lock();
        try {
            Management current = management;
            if (current == null || current.session().isClosed()) {
                current = new Management(link.openAdministrative());
                management = current;
            }
            return call.on(new Queues(current));
        } catch (ActiveMQException e) {
            if (Failures.isTransient(e)) {
                drop();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        Management old = management;
        management = null;
        if (old != null) {
            old.close();
        }
    }

    private void pause(Duration wait, String what) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while waiting to " + what + " at " + endpoint.name(), e);
        }
    }
}
