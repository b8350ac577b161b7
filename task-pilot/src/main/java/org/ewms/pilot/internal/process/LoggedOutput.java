package org.ewms.pilot.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskLog.Stream;
import org.ewms.pilot.TaskRunner.Attempt;

/** Passes what one attempt prints to the log, up to a limit: a task that floods its outputs must not flood the log. */
public final class LoggedOutput implements Output {
    private static final long MOST = 1 << 20;

    private final TaskLog log;
    private final Attempt attempt;
    private long out;
    private long err;

    private LoggedOutput(TaskLog log, Attempt attempt) {
        this.log = log;
        this.attempt = attempt;
    }

    public static Output of(TaskLog log, Attempt attempt) {
        return log == TaskLog.NONE ? Output.NONE : new LoggedOutput(log, attempt);
    }

    @Override
    public boolean wantsStdout() {
        return true;
    }

    @Override
    public void stdout(byte[] buffer, int length) {
        out = pass(Stream.STDOUT, buffer, length, out);
    }

    @Override
    public void stderr(byte[] buffer, int length) {
        err = pass(Stream.STDERR, buffer, length, err);
    }

    private long pass(Stream stream, byte[] buffer, int length, long before) {
        int fits = Math.clamp(MOST - before, 0, length);
        if (fits > 0) {
            log.chunk(attempt.event().id(), attempt.number(), stream, Arrays.copyOf(buffer, fits));
        }
        if (before <= MOST && before + length > MOST) {
            byte[] cut = ("\n[cut after " + MOST + " bytes]\n").getBytes(UTF_8);
            log.chunk(attempt.event().id(), attempt.number(), stream, cut);
        }
        return before + length;
    }
}
