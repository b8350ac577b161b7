package org.ewms.run.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.run.Outcome;
import org.ewms.run.RunDirectory;
import org.ewms.run.WorkKey;

/** The failures of a run, from its journal: reasons can be long and many, and need not be in memory. */
public final class FailureList {
    private static final Pattern EXIT = Pattern.compile("^exit code (\\d{1,3}) ");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FailureList() {}

    /** @param failing keys whose latest outcome is a failure */
    public static void write(RunDirectory directory, Set<WorkKey> failing, Consumer<Outcome.Failed> reader)
            throws IOException {
        if (failing.isEmpty()) {
            Files.deleteIfExists(directory.failures());
            return;
        }
        Map<WorkKey, Integer> last = lastMentions(directory.journal(), failing);
        Path part = directory.failures().resolveSibling("failures.jsonl.part");
        try (BufferedWriter out = Files.newBufferedWriter(part, UTF_8)) {
            int[] number = {0};
            Journal.read(directory.journal(), outcome -> {
                number[0]++;
                if (outcome instanceof Outcome.Failed failed && last.getOrDefault(failed.key(), 0) == number[0]) {
                    line(out, failed);
                    reader.accept(failed);
                }
            });
        }
        Files.move(part, directory.failures(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<WorkKey, Integer> lastMentions(Path journal, Set<WorkKey> failing) throws IOException {
        Map<WorkKey, Integer> last = new HashMap<>();
        int[] number = {0};
        Journal.read(journal, outcome -> {
            number[0]++;
            if (failing.contains(outcome.key())) {
                last.put(outcome.key(), number[0]);
            }
        });
        return last;
    }

    private static void line(BufferedWriter out, Outcome.Failed failed) {
        ObjectNode node = JSON.createObjectNode();
        node.put("input", failed.input()).put("output", failed.output()).put("attempts", failed.attempts());
        Matcher exit = EXIT.matcher(failed.reason());
        if (exit.find()) {
            node.put("exit_code", Integer.parseInt(exit.group(1)));
        }
        node.put("reason", failed.reason());
        try {
            out.write(JournalLine.text(node));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
