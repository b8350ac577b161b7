package org.ewms.skydriver.internal.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ewms.scan.FitId;
import org.ewms.scanner.Scan;
import org.ewms.scanner.ScanListener;
import org.ewms.scanner.ScanSnapshot;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Happening;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;

/** Keeps what a running scan tells: progress, pixels, results. Confined to the scan's thread. */
final class ScanReporter implements ScanListener {
    private static final Duration PIXELS = Duration.ofMillis(500);

    /** Telling takes no more than such a part of the scan's time. */
    private static final int SHARE = 20;

    private final Scan scan;
    private final Tenure tenure;
    private final PixelLogs pixels;
    private final Clock clock;
    private final ProgressFields fields;
    private final Pace progressPace;
    private final Pace pixelPace = new Pace(PIXELS);
    private final Pace resultPace;
    private final Set<FitId> mourned;
    private long drawn;
    private boolean begun;

    /** When something is due again: after the interval, or longer when it takes long. */
    private static final class Pace {
        private final long interval;
        private long due = Long.MIN_VALUE;

        Pace(Duration interval) {
            this.interval = interval.toNanos();
        }

        boolean due() {
            return System.nanoTime() >= due;
        }

        void done(long began) {
            long now = System.nanoTime();
            due = now + Math.max(interval, SHARE * (now - began));
        }
    }

    ScanReporter(Scan scan, Tenure tenure, PixelLogs pixels, RunSettings settings, Clock clock, Instant started) {
        this.scan = scan;
        this.tenure = tenure;
        this.pixels = pixels;
        this.clock = clock;
        this.fields = new ProgressFields(scan.plan(), started, new EndForecasts());
        this.progressPace = new Pace(settings.progressInterval());
        this.resultPace = new Pace(settings.resultInterval());
        this.resultPace.done(System.nanoTime());
        this.mourned = new HashSet<>(scan.abandoned().keySet());
    }

    /** Tells whose scan it is. */
    void introduce() {
        EventMetadata event = scan.result().event();
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("run_id", event.runId());
        identity.put("event_id", event.eventId());
        identity.put("event_type", event.eventType());
        identity.put("mjd", event.mjd());
        identity.put("is_real_event", event.realEvent());
        Map<String, Object> extensions = new LinkedHashMap<>();
        scan.plan()
                .progression()
                .levels()
                .forEach(each -> extensions.put(Integer.toString(each.nside()), each.extension()));
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("scan_id", scan.id());
        about.put("nside_progression", extensions);
        about.put("position_variations", scan.plan().variations());
        tenure.change(each -> each.with(each.manifest().patched(null, identity, about)));
    }

    @Override
    public void progress(ScanSnapshot snapshot) {
        boolean over = snapshot.progress().finished();
        boolean first = !begun && snapshot.progress().pixelsDone() > 0;
        begun |= first;
        if (over || first || progressPace.due()) {
            long began = System.nanoTime();
            keep(snapshot);
            mourn();
            progressPace.done(began);
        }
        boolean more = snapshot.progress().pixelsDone() != drawn;
        if (!over && more && (pixelPace.due() || resultPace.due())) {
            drawn = snapshot.progress().pixelsDone();
            partial();
        }
    }

    @SuppressWarnings("NullAway")
    private void keep(ScanSnapshot snapshot) {
        Map<String, Object> progress = new LinkedHashMap<>(fields.of(snapshot, clock.instant()));
        tenure.change(each -> goesOn(each.course()) ? each.with(each.manifest().patched(progress, null, null)) : each);
    }

    /** Notes the fits that were given up since. */
    private void mourn() {
        Map<FitId, String> abandoned = scan.abandoned();
        if (abandoned.size() == mourned.size()) {
            return;
        }
        Map<String, Long> byReason = new TreeMap<>();
        abandoned.forEach((fit, reason) -> {
            if (mourned.add(fit)) {
                byReason.merge(reason, 1L, Long::sum);
            }
        });
        byReason.forEach((reason, count) -> tenure.note(new Happening(
                Happening.Kind.ERROR, count + (count == 1 ? " fit was" : " fits were") + " given up: " + reason)));
    }

    private static boolean goesOn(Course course) {
        return course.stage() == Course.Stage.RUNNING;
    }

    private void partial() {
        long began = System.nanoTime();
        if (resultPace.due()) {
            keepResult(false);
            resultPace.done(began);
        } else if (pixels.watched(scan.id())) {
            pixels.came(scan.id(), scan.result());
        }
        pixelPace.done(began);
    }

    /** The scan is finished: its result, which ends it. */
    void complete() {
        keepResult(true);
    }

    private void keepResult(boolean complete) {
        ScanResult result = scan.result();
        tenure.put(text(result), complete, mark -> {
            if (pixels.watched(scan.id())) {
                pixels.came(scan.id(), result, mark);
            }
        });
    }

    private static String text(ScanResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(result, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
