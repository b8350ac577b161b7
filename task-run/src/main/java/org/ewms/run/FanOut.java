package org.ewms.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import org.ewms.run.internal.FailureList;
import org.ewms.run.internal.Journal;
import org.ewms.run.internal.Leftovers;
import org.ewms.run.internal.Plan;
import org.ewms.run.internal.RunLoop;

/**
 * One command over many inputs: each input that is not done yet is an event; pilots, wherever they are, take events and return results; what
 * failed for good is a dead letter. Every outcome is in the journal before the broker forgets it, so that a run killed at any moment and
 * started again works on nothing that is done. Work whose end had not been heard of is done once more.
 */
public final class FanOut implements AutoCloseable {
    /** Queue pilots take events from. */
    public static final String EVENTS = "run-events";

    /** Queue pilots publish results to. */
    public static final String RESULTS = "run-results";

    /** The broker's own limit; how often an event is tried is for the pilot to say. */
    private static final int MAX_ATTEMPTS = 1000;

    private final RunDirectory directory;
    private final Plan plan;
    private final Journal journal;
    private final RunLoop loop;

    private FanOut(RunDirectory directory, Plan plan, Journal journal, RunLoop loop) {
        this.directory = directory;
        this.plan = plan;
        this.journal = journal;
        this.loop = loop;
    }

    /**
     * Opens the directory's journal and reads it.
     *
     * @throws RunException when another process works with this directory
     */
    public static FanOut open(RunDirectory directory, WorkList work, CommandIdentity identity, RunMode mode)
            throws IOException {
        Files.createDirectories(directory.root());
        Plan plan = new Plan(mode);
        Journal journal = Journal.open(directory.journal(), plan::learn);
        return new FanOut(directory, plan, journal, new RunLoop(work, identity, plan, journal));
    }

    /** Makes the queues, after taking in what an earlier run left in them. */
    public void prepare(MessageBroker broker) throws IOException, InterruptedException {
        broker.declare(new QueueSpec(EVENTS, MAX_ATTEMPTS));
        broker.declare(new QueueSpec(RESULTS, MAX_ATTEMPTS));
        Leftovers.take(broker, RESULTS, journal, plan);
        Leftovers.take(broker, MessageBroker.deadLetterQueue(EVENTS), journal, plan);
        broker.purge(EVENTS);
    }

    /**
     * Works until every input is settled or {@link #stop} is called. Queues must be {@link #prepare prepared}.
     *
     * @param runId letters and digits; unlike that of any other run in this directory
     * @param endWork called when stopped; when it returns, pilots work no more
     * @return whether every input is settled
     */
    public boolean run(MessageBroker broker, String runId, RunProgress.Listener listener, Runnable endWork)
            throws IOException, InterruptedException {
        return loop.run(broker, new RunLoop.Queues(EVENTS, RESULTS), runId, listener, endWork);
    }

    /** Ends {@link #run} soon; returns at once. May be called from any thread. */
    public void stop() {
        loop.stop();
    }

    /** The figures, after {@link #run}. */
    public RunProgress progress() {
        return loop.progress();
    }

    /**
     * Writes the file of failures, after {@link #run}: those of inputs of this run, also if they failed in an earlier one and were not tried
     * again. Deletes it when there are none.
     *
     * @param reader is told of each, too
     */
    public void listFailures(Consumer<Outcome.Failed> reader) throws IOException {
        FailureList.write(directory, loop.failing(), reader);
    }

    /** Makes the journal durable and lets go of the directory. */
    @Override
    public void close() throws IOException {
        journal.close();
    }
}
