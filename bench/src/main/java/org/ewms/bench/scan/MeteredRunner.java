package org.ewms.bench.scan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;

/** Counts the CPU time of another runner's tasks, and can keep what went through it. */
final class MeteredRunner implements TaskRunner {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TaskRunner runner;
    private final boolean keep;
    private final LongAdder nanos = new LongAdder();
    private final List<Traffic> traffic = new ArrayList<>();

    /** One task's messages. */
    record Traffic(Message event, Message result) {}

    MeteredRunner(TaskRunner runner, boolean keep) {
        this.runner = runner;
        this.keep = keep;
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        long begin = THREADS.getCurrentThreadCpuTime();
        TaskOutcome outcome = runner.run(attempt);
        nanos.add(THREADS.getCurrentThreadCpuTime() - begin);
        if (keep && outcome instanceof TaskOutcome.Done done) {
            synchronized (traffic) {
                traffic.add(new Traffic(attempt.event(), done.results().getFirst()));
            }
        }
        return outcome;
    }

    /** CPU time of all tasks, seconds. */
    double seconds() {
        return nanos.sum() * 1e-9;
    }

    List<Traffic> traffic() {
        synchronized (traffic) {
            return List.copyOf(traffic);
        }
    }
}
