package org.ewms.skydriver.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ewms.scan.Progress;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.ScanSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * How a scan goes, in the fields of a manifest's progress.
 *
 * @param started when the scan's first run began
 * @param forecasts those of this run
 */
record ProgressFields(ScanPlan plan, Instant started, EndForecasts forecasts) {
    /** The pace is that of so many seconds. */
    private static final double PACE_SECONDS = 10;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The fields now. */
    Map<String, @Nullable Object> of(ScanSnapshot snapshot, Instant now) {
        Progress progress = snapshot.progress();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("summary", summary(snapshot));
        fields.put("epilogue", progress.finished() ? "." : "");
        fields.put("tallies", tallies(snapshot));
        fields.put("processing_stats", statistics(snapshot, now));
        fields.put("predictive_scanning_threshold", plan.predictiveThreshold());
        fields.put("last_updated", TIME.format(now));
        fields.put("start", started.getEpochSecond());
        fields.put("end", progress.finished() ? now.getEpochSecond() : null);
        return fields;
    }

    private static String summary(ScanSnapshot snapshot) {
        Progress progress = snapshot.progress();
        return progress.finished()
                ? "The scan is finished: " + progress.pixelsDone() + " pixels"
                : progress.pixelsDone() + " of about " + snapshot.expectedPixels() + " pixels are done";
    }

    private Map<String, Object> tallies(ScanSnapshot snapshot) {
        Progress progress = snapshot.progress();
        Map<String, Object> nsides = new LinkedHashMap<>();
        progress.levels()
                .forEach(level -> nsides.put(
                        Integer.toString(level.nside()), both(level.fits(), level.done(), level.sent(), level.sent())));
        Map<String, Object> tallies = new LinkedHashMap<>();
        tallies.put("nsides", nsides);
        tallies.put(
                "overall",
                both(progress.fits(), progress.pixelsDone(), progress.pixelsSent(), snapshot.expectedPixels()));
        return tallies;
    }

    private Map<String, Object> both(long fits, long done, long sent, long expected) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("recos", tally(fits, sent * plan.variations(), expected * plan.variations()));
        both.put("pixels", tally(done, sent, expected));
        return both;
    }

    private static Map<String, Object> tally(long done, long sent, long expected) {
        Map<String, Object> tally = new LinkedHashMap<>();
        tally.put("done", done);
        tally.put("done est. percent", expected == 0 ? 0.0 : Math.round(1000.0 * done / expected) / 10.0);
        tally.put("generated", sent);
        tally.put("initial approximation total", expected);
        return tally;
    }

    private Map<String, Object> statistics(ScanSnapshot snapshot, Instant now) {
        Duration elapsed = Duration.between(started, now);
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("start", Map.of("scanner start", TIME.format(started)));
        statistics.put("runtime", Map.of("elapsed", text(elapsed)));
        if (snapshot.progress().fits() > 0) {
            statistics.put("rate", Map.of("all recos", rate(snapshot)));
        }
        if (snapshot.progress().finished()) {
            statistics.put("end", TIME.format(now));
            statistics.put("finished", true);
        } else if (snapshot.rate() > 0) {
            statistics.put("predictions", predictions(snapshot, elapsed, now));
        }
        return statistics;
    }

    private static Map<String, Object> rate(ScanSnapshot snapshot) {
        Map<String, Object> rate = new LinkedHashMap<>();
        double fits = Math.max(1, snapshot.fits());
        rate.put("worker time", Map.of("mean", snapshot.recoSeconds() / fits));
        rate.put(
                "wall time",
                Map.of(
                        "runtime",
                        text(snapshot.runtime()),
                        "mean reco",
                        snapshot.runtime().toMillis() / 1000.0 / fits));
        rate.put("recos per second", snapshot.rate());
        return rate;
    }

    private Map<String, Object> predictions(ScanSnapshot snapshot, Duration elapsed, Instant now) {
        Duration left = Duration.ofSeconds((long) Math.ceil(snapshot.secondsLeft(plan.variations())));
        Map<String, Object> predictions = new LinkedHashMap<>();
        predictions.put("time left", text(left));
        predictions.put("total runtime at finish", text(elapsed.plus(left)));
        predictions.put("total # of reconstructions", snapshot.expectedPixels() * plan.variations());
        predictions.put("end", TIME.format(now.plus(left)));
        EndForecasts.Range range =
                forecasts.add(now.minus(snapshot.runtime()), now, left, snapshot.rate() * PACE_SECONDS);
        predictions.put(
                "time left range",
                List.of(text(Duration.between(now, range.earliest())), text(Duration.between(now, range.latest()))));
        predictions.put("end range", List.of(TIME.format(range.earliest()), TIME.format(range.latest())));
        predictions.put("technique", "rate of late");
        return predictions;
    }

    /** Hours, minutes, seconds. */
    private static String text(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
