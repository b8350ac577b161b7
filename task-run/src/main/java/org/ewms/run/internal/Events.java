package org.ewms.run.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.pilot.FileVersion;
import org.ewms.pilot.LocalFileRunner;
import org.ewms.run.Outcome;
import org.ewms.run.WorkKey;
import org.ewms.run.WorkList;

/** A run's messages. Both ways the headers name the files; the bodies are empty. */
final class Events {
    private static final String KEY = "run-key";
    private static final String INPUT = "run-input";
    private static final String OUTPUT = "run-output";

    private Events() {}

    static Message event(
            WorkKey key, String runId, WorkList.Entry entry, FileVersion version, Path input, Path output) {
        Map<String, String> headers = Map.of(
                KEY,
                key.toString(),
                INPUT,
                entry.input(),
                OUTPUT,
                entry.output(),
                LocalFileRunner.INFILE,
                input.toString(),
                LocalFileRunner.INFILE_VERSION,
                version.toString(),
                LocalFileRunner.OUTFILE,
                output.toString());
        return new Message(key + "-" + runId, new byte[0], headers);
    }

    /** What a result or a dead letter says; empty when it is none of a run. */
    static Optional<Outcome> outcome(Message message) {
        Map<String, String> headers = message.headers();
        String key = headers.get(KEY);
        String input = headers.get(INPUT);
        String output = headers.get(OUTPUT);
        if (key == null || input == null || output == null) {
            return Optional.empty();
        }
        return Optional.of(DeadLetter.of(message)
                .<Outcome>map(
                        dead -> new Outcome.Failed(WorkKey.parse(key), input, output, dead.attempts(), dead.reason()))
                .orElseGet(() -> new Outcome.Done(
                        WorkKey.parse(key),
                        input,
                        output,
                        FileVersion.parse(headers.getOrDefault(LocalFileRunner.OUTFILE_VERSION, "")),
                        Long.parseLong(headers.getOrDefault("task-wall-ms", "0")))));
    }
}
