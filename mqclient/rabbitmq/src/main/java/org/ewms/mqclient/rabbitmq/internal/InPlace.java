package org.ewms.mqclient.rabbitmq.internal;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs everything in the thread that brings it. For the library's callbacks that is the connection's reading thread, which our callbacks
 * never hold up: they only put away what came. Handing it to a further thread would cost a wake-up for each message.
 */
final class InPlace extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    /** Does nothing: the last callbacks come while a connection closes. */
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
