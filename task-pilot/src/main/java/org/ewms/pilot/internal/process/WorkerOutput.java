package org.ewms.pilot.internal.process;

import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskRunner.Attempt;

/** What a resident worker writes to its stderr belongs to the event it has at that moment; its stdout is for frames. */
final class WorkerOutput implements Output {
    private final TaskLog log;
    private volatile Output current = Output.NONE;

    WorkerOutput(TaskLog log) {
        this.log = log;
    }

    void begin(Attempt attempt) {
        current = LoggedOutput.of(log, attempt);
    }

    @Override
    public boolean wantsStdout() {
        return false;
    }

    @Override
    public void stdout(byte[] buffer, int length) {}

    @Override
    public void stderr(byte[] buffer, int length) {
        current.stderr(buffer, length);
    }
}
