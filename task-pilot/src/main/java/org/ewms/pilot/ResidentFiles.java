package org.ewms.pilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.Message;
import org.ewms.pilot.internal.local.OutFile;

/** Gives a runner that wants contents the contents of the files that a run's events name, and writes its result to the file they name. */
public final class ResidentFiles implements TaskRunner {
    private static final long MOST = 1L << 30;

    private final TaskRunner inner;

    /** @param inner closed with this */
    public ResidentFiles(TaskRunner inner) {
        this.inner = inner;
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        Message event = attempt.event();
        Path in = Path.of(event.headers().getOrDefault(LocalFileRunner.INFILE, ""));
        Path out = Path.of(event.headers().getOrDefault(LocalFileRunner.OUTFILE, ""));
        try {
            long size = Files.size(in);
            if (size > MOST) {
                return new TaskOutcome.Poison("the input has " + size + " bytes, a resident worker takes " + MOST);
            }
            byte[] body = Files.readAllBytes(in);
            Optional<String> version = FileVersion.of(in).map(FileVersion::toString);
            if (!version.equals(Optional.ofNullable(event.headers().get(LocalFileRunner.INFILE_VERSION)))) {
                return new TaskOutcome.Failed(in + " has changed since it was listed", FailureKind.RESULT);
            }
            Message content = new Message(event.id(), body, event.headers());
            TaskOutcome outcome = inner.run(new Attempt(content, attempt.number()));
            return outcome instanceof TaskOutcome.Done(List<Message> results) ? place(attempt, out, results) : outcome;
        } catch (IOException e) {
            return new TaskOutcome.Failed("cannot read the input or write the result: " + e, FailureKind.RESULT);
        }
    }

    private static TaskOutcome place(Attempt attempt, Path out, List<Message> results) throws IOException {
        if (results.size() > 1) {
            return new TaskOutcome.Failed(
                    "the worker gave " + results.size() + " results; a run takes one for each input",
                    FailureKind.RESULT);
        }
        Message event = attempt.event();
        Map<String, String> headers = new HashMap<>(event.headers());
        if (!results.isEmpty()) {
            OutFile.place(Files.write(OutFile.part(out), results.getFirst().body()), out, attempt.number());
            FileVersion.of(out).ifPresent(made -> headers.put(LocalFileRunner.OUTFILE_VERSION, made.toString()));
        }
        return new TaskOutcome.Done(List.of(new Message(event.id(), new byte[0], headers)));
    }

    @Override
    public void close() {
        inner.close();
    }
}
