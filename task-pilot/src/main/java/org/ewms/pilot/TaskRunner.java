package org.ewms.pilot;

import org.ewms.mqclient.Message;

/**
 * Runs a user's task on one event. Called from several threads at once, one per slot of the pilot.
 *
 * <p>A pilot that must stop before a task has ended interrupts the slot's thread: a runner that waits sees {@link InterruptedException}, one
 * that computes should look at {@link Thread#isInterrupted} now and then and throw it too. The event then goes back to its queue.
 */
public interface TaskRunner extends AutoCloseable {
    /**
     * Runs the task.
     *
     * @param event the event and its attempt
     * @return the results to publish, possibly none, or why the attempt failed; should not throw for a failing task. Whatever is thrown
     *     counts as {@link TaskOutcome.Failed} with class and message of the exception
     * @throws InterruptedException when the pilot interrupted the attempt
     */
    TaskOutcome run(Attempt event) throws InterruptedException;

    @Override
    default void close() {}

    /**
     * One delivery of one event to this pilot.
     *
     * @param event what was published
     * @param number 1 for the first attempt
     */
    record Attempt(Message event, int number) {}
}
