package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.ewms.run.RunProgress;

/** Shows how a run goes: a bar on a terminal, a line now and then elsewhere, or JSON lines. */
final class RunDisplay implements RunProgress.Listener {
    private static final int BAR = 30;
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);

    private final Console console;
    private final OutputMode mode;
    private volatile Supplier<String> workers = () -> "";
    private boolean drawn;
    private long nextPlainMillis = PLAIN_EVERY.toMillis();

    RunDisplay(Console console, OutputMode mode) {
        this.console = console;
        this.mode = mode;
    }

    /** From now on it is told of the workers, too. */
    void tellOf(Supplier<String> those) {
        workers = those;
    }

    @Override
    public void progress(RunProgress now) {
        if (mode == OutputMode.TEXT && console.terminal()) {
            console.err().print((drawn ? "\033[A\033[2K" : "") + bar(now) + summary(now) + "\n");
            drawn = true;
        } else if (now.runtime().toMillis() >= nextPlainMillis) {
            nextPlainMillis = now.runtime().toMillis() + PLAIN_EVERY.toMillis();
            if (mode == OutputMode.JSON) {
                console.out().println(Json.line(json(now)));
            } else {
                console.err().println("run " + summary(now));
            }
        }
    }

    /** None where there is more to tell in one line. */
    private String bar(RunProgress now) {
        if (!workers.get().isEmpty()) {
            return "";
        }
        int filled = (int) (BAR * now.settled() / Math.max(1, now.total()));
        return "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
    }

    private String summary(RunProgress now) {
        String told = workers.get();
        return String.format(
                Locale.ROOT,
                "%d/%d · %d failed%s · %.0f/s · %s · ETA %s%s",
                now.settled(),
                now.total(),
                now.failed() + now.failedBefore(),
                now.skipped() > 0 ? " · " + now.skipped() + " skipped" : "",
                now.rate(),
                clock(now.runtime().toSeconds()),
                Double.isNaN(now.secondsLeft()) ? "?" : clock(Math.round(now.secondsLeft())),
                told.isEmpty() ? "" : " · " + told);
    }

    private static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private ObjectNode json(RunProgress now) {
        ObjectNode node = Json.object();
        ObjectNode progress = node.putObject("progress");
        progress.put("total", now.total()).put("done", now.done());
        progress.put("failed", now.failed() + now.failedBefore()).put("skipped", now.skipped());
        Json.put(progress, "per_second", now.rate());
        Json.put(progress, "seconds_left", now.secondsLeft());
        Json.put(progress, "seconds", now.runtime().toMillis() / 1000.0);
        if (!workers.get().isEmpty()) {
            progress.put("pilots", workers.get());
        }
        return node;
    }
}
