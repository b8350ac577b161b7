package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import org.ewms.scan.Progress;
import org.ewms.scanner.ScanListener;
import org.ewms.scanner.ScanSnapshot;

/** Shows how a scan goes: bars on a terminal, a line now and then elsewhere, or JSON lines. */
final class ProgressDisplay implements ScanListener {
    private static final int BAR = 30;
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);

    private final Console console;
    private final OutputMode mode;
    private final int variations;
    private final java.util.function.Supplier<String> workforce;
    private int drawn;
    private long nextPlainMillis;

    ProgressDisplay(Console console, OutputMode mode, int variations, java.util.function.Supplier<String> workforce) {
        this.console = console;
        this.mode = mode;
        this.variations = variations;
        this.workforce = workforce;
    }

    @Override
    public void progress(ScanSnapshot snapshot) {
        if (mode == OutputMode.TEXT && console.terminal()) {
            draw(snapshot);
        } else if (snapshot.runtime().toMillis() >= nextPlainMillis
                || snapshot.progress().finished()) {
            nextPlainMillis = snapshot.runtime().toMillis() + PLAIN_EVERY.toMillis();
            if (mode == OutputMode.JSON) {
                console.out().println(Json.line(json(snapshot)));
            } else {
                console.err().println(plain(snapshot));
            }
        }
    }

    private void draw(ScanSnapshot snapshot) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append("A");
        }
        drawn = 0;
        for (Progress.Level level : snapshot.progress().levels()) {
            int filled = level.sent() == 0 ? 0 : BAR * level.done() / level.sent();
            text.append("\033[2Knside ")
                    .append(String.format(Locale.ROOT, "%5d ", level.nside()))
                    .append("█".repeat(filled))
                    .append("░".repeat(BAR - filled))
                    .append(String.format(Locale.ROOT, " %6d/%d pixels%n", level.done(), level.sent()));
            drawn++;
        }
        text.append("\033[2K").append(summary(snapshot)).append("\n");
        drawn++;
        console.err().print(text);
        console.err().flush();
    }

    private String plain(ScanSnapshot snapshot) {
        StringBuilder text = new StringBuilder("scan");
        for (Progress.Level level : snapshot.progress().levels()) {
            text.append(" nside ").append(level.nside()).append(" ").append(level.done());
            text.append("/").append(level.sent()).append(",");
        }
        return text.append(" ").append(summary(snapshot)).toString();
    }

    private String summary(ScanSnapshot snapshot) {
        Progress progress = snapshot.progress();
        String best = progress.bestNside() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " · best −lnL %.2f (nside %d pixel %d)",
                        progress.bestLlh(),
                        progress.bestNside(),
                        progress.bestPixel());
        return String.format(
                Locale.ROOT,
                "%d fits · %.0f/s · %s · %s · ETA %s%s",
                snapshot.fits(),
                snapshot.rate(),
                workforce.get(),
                clock(snapshot.runtime().toSeconds()),
                eta(snapshot),
                best);
    }

    private String eta(ScanSnapshot snapshot) {
        double left = snapshot.secondsLeft(variations);
        return Double.isNaN(left) ? "?" : clock(Math.round(left));
    }

    private static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private ObjectNode json(ScanSnapshot snapshot) {
        ObjectNode node = Json.object();
        ObjectNode progress = node.putObject("progress");
        ArrayNode levels = progress.putArray("levels");
        for (Progress.Level level : snapshot.progress().levels()) {
            levels.addObject()
                    .put("nside", level.nside())
                    .put("sent", level.sent())
                    .put("done", level.done());
        }
        progress.put("recos", snapshot.fits());
        Json.put(progress, "recos_per_second", snapshot.rate());
        Json.put(progress, "seconds_left", snapshot.secondsLeft(variations));
        progress.put("seconds", snapshot.runtime().toMillis() / 1000.0);
        return node;
    }
}
