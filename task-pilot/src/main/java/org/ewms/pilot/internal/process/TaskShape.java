package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ewms.pilot.TaskRunner.Attempt;

/** What differs between tasks that read and write files: where those lie, what is started, what is said of a failure. */
public interface TaskShape {
    /** Makes the directories of one attempt. */
    TaskFiles prepare(Attempt attempt) throws IOException;

    List<String> command(TaskFiles files);

    /** Added to the environment of every task. */
    Map<String, String> environment(TaskFiles files, Attempt attempt);

    /** Told what the attempt prints. */
    Output output(TaskFiles files, Attempt attempt) throws IOException;

    /** After the process was killed: kills what no signal reaches. */
    default void killed(TaskFiles files) {}

    /** The attempt is over; its files may go. */
    void ended(TaskFiles files, boolean done);

    /** The reason of a failure by exit code. */
    String exited(int code, Duration wall, TaskProcess process);

    /** The reason of a failure by time. */
    String timedOut(Duration timeout, TaskProcess process);
}
