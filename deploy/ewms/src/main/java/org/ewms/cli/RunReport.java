package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.ewms.run.Outcome;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunProgress;

/** What is told of a run at its end. */
final class RunReport implements Consumer<Outcome.Failed> {
    private static final int SHOWN = 20;
    private static final int WIDTH = 200;

    private final RunDirectory directory;
    private final String shownDirectory;
    private final List<String> failures = new ArrayList<>();
    private long failed;

    /** @param shownDirectory as the user would write it */
    RunReport(RunDirectory directory, String shownDirectory) {
        this.directory = directory;
        this.shownDirectory = shownDirectory;
    }

    @Override
    public void accept(Outcome.Failed each) {
        failed++;
        if (failures.size() < SHOWN) {
            failures.add(each.input() + ": " + line(each));
        }
    }

    /** How it ended, and the last thing it said. */
    private static String line(Outcome.Failed each) {
        String text = inOneLine(each.reason());
        text = each.attempts() > 1 ? text + " [" + each.attempts() + " attempts]" : text;
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
    }

    /** The beginning of a task's reason and its last words. */
    static String inOneLine(String told) {
        String reason = told.replaceFirst(" \\(on [^()]*\\)$", "").strip();
        List<String> lines =
                reason.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.size() < 2
                ? reason
                : reason.substring(0, Math.max(0, reason.indexOf(": "))) + ": " + lines.getLast();
    }

    /** The failures, how to try them again. */
    void printFailures(PrintStream err) {
        failures.forEach(each -> err.println("failed  " + each));
        if (failed > failures.size()) {
            err.println("        ... and " + (failed - failures.size()) + " more");
        }
        if (failed > 0) {
            err.println(failed + " failed; all reasons are in " + shownDirectory + "/failures.jsonl");
            err.println("try them again by: ewms run --retry-failed " + shownDirectory);
        }
    }

    void print(PrintStream out, RunProgress end, Duration wall) {
        double seconds = wall.toMillis() / 1000.0;
        long worked = end.done() + end.failed();
        StringBuilder text = new StringBuilder("run     ");
        text.append(end.done())
                .append(" done, ")
                .append(end.failed() + end.failedBefore())
                .append(" failed");
        if (end.failedBefore() > 0) {
            text.append(" (").append(end.failedBefore()).append(" in an earlier run, not tried again)");
        }
        text.append(", ").append(end.skipped()).append(" skipped (done before)");
        if (end.leftOut() > 0) {
            text.append(", ").append(end.leftOut()).append(" never run, left out");
        }
        out.printf(
                Locale.ROOT,
                "%s of %d inputs in %.1f s (%.0f/s)%n",
                text,
                end.total(),
                seconds,
                seconds > 0 ? worked / seconds : 0);
        if (end.changed() > 0 && end.skipped() + end.changed() > 0) {
            out.println("        " + end.changed()
                    + " of them once more: their input, the command or a file it names, or their result had changed, or"
                    + " they had failed");
        }
    }

    ObjectNode json(RunProgress end, Duration wall, boolean interrupted, Optional<String> archive) {
        ObjectNode node = Json.object();
        node.put("done", end.done()).put("failed", end.failed() + end.failedBefore());
        node.put("skipped", end.skipped());
        Json.put(node, "wall_seconds", wall.toMillis() / 1000.0);
        node.put("inputs", end.total()).put("failed_before", end.failedBefore());
        node.put("run_again", end.changed()).put("left_out", end.leftOut());
        node.put("interrupted", interrupted);
        node.put("run_directory", directory.root().toString());
        if (failed > 0) {
            node.put("failures_file", directory.failures().toString());
        }
        archive.ifPresent(file -> node.put("archive", file));
        return node;
    }
}
