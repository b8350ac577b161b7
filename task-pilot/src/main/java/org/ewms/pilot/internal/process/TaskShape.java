package org.ewms.pilot.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ewms.mqclient.Message;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.TaskOutcome;
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

    /** Puts the event where the task looks for it. */
    default void supply(TaskFiles files, Attempt attempt) throws IOException {
        Files.write(files.in(), attempt.event().body());
    }

    /**
     * Takes the result of a task that ended well from where it left it.
     *
     * @param headers of the result: what was measured
     * @param most bytes a result may have
     */
    default TaskOutcome collect(TaskFiles files, Attempt attempt, Map<String, String> headers, int most)
            throws IOException {
        if (!Files.exists(files.out())) {
            return new TaskOutcome.Done(List.of());
        }
        long size = Files.size(files.out());
        if (size > most) {
            return new TaskOutcome.Failed(
                    "the result has " + size + " bytes, at most " + most + " are allowed", FailureKind.RESULT);
        }
        return new TaskOutcome.Done(
                List.of(new Message(attempt.event().id(), Files.readAllBytes(files.out()), headers)));
    }

    /** After the process was killed: kills what no signal reaches. */
    default void killed(TaskFiles files) {}

    /** The attempt is over; its files may go. */
    void ended(TaskFiles files, Attempt attempt, boolean done);

    /** The reason of a failure by exit code. */
    String exited(int code, Duration wall, TaskProcess process);

    /** The reason of a failure by time. */
    String timedOut(Duration timeout, TaskProcess process);
}
