package org.ewms.skydriver.internal.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ewms.service.Call;
import org.ewms.service.EventStream;
import org.ewms.service.Reply;
import org.ewms.skydriver.Annex;
import org.ewms.skydriver.internal.sky.PixelLog;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.News;
import org.jspecify.annotations.Nullable;

/** Streams of what happens to scans, and the pixels behind them. */
public final class StreamDesk {
    private static final long HEARTBEAT_MILLIS = 15_000;

    /** Between two looks at what changed: a scan is told of twice a second at most. */
    private static final long PAUSE_MILLIS = 500;

    private static final int USUAL_PIXELS = 20_000;
    private static final String MANIFEST = "manifest";

    private final Lookup lookup;
    private final News news;
    private final PixelLogs pixels;
    private final Function<String, Optional<Annex.Told>> beside;

    /** @param beside what is told of a change that is none of a scan */
    public StreamDesk(Lookup lookup, News news, PixelLogs pixels, Function<String, Optional<Annex.Told>> beside) {
        this.lookup = lookup;
        this.news = news;
        this.pixels = pixels;
        this.beside = beside;
    }

    /** {@code GET /stream}. */
    public Reply all(Call call) {
        long from = call.header("last-event-id").flatMap(StreamDesk::number).orElse(news.last());
        return Reply.events(sink -> all(sink, from));
    }

    private void all(EventStream.Sink sink, long from) throws InterruptedException {
        long last = from;
        boolean listens = sink.nothingNew();
        while (listens) {
            if (news.await(last, HEARTBEAT_MILLIS)) {
                for (Map.Entry<Long, String> each : news.after(last).entrySet()) {
                    last = each.getKey();
                    listens = listens && told(sink, last, each.getValue());
                }
                pause();
            } else {
                listens = sink.nothingNew();
            }
        }
    }

    private boolean told(EventStream.Sink sink, long number, String changed) {
        Optional<KeptScan> scan = lookup.scans().get(changed);
        return scan.isPresent()
                ? sink.send(number, MANIFEST, brief(scan.get()))
                : beside.apply(changed)
                        .map(each -> sink.send(number, each.event(), each.data()))
                        .orElse(true);
    }

    /** No change has this number: what happens meanwhile is told together. */
    private void pause() throws InterruptedException {
        news.await(Long.MAX_VALUE, PAUSE_MILLIS);
    }

    private static Map<String, @Nullable Object> brief(KeptScan scan) {
        Map<String, @Nullable Object> fields = scan.manifest().fields();
        Map<String, @Nullable Object> brief = new LinkedHashMap<>();
        brief.put("scan_id", scan.id());
        Shown.state(scan, brief);
        for (String field : new String[] {"timestamp", "last_updated", "priority", "is_deleted", "event_metadata"}) {
            brief.put(field, fields.get(field));
        }
        brief.put("progress", tallies(fields.get("progress")));
        brief.put("classifiers", fields.get("classifiers"));
        return brief;
    }

    private static @Nullable Map<String, @Nullable Object> tallies(@Nullable Object progress) {
        if (!(progress instanceof Map<?, ?> all)) {
            return null;
        }
        Map<String, @Nullable Object> tallies = new LinkedHashMap<>();
        tallies.put("summary", all.get("summary"));
        tallies.put("tallies", all.get("tallies"));
        if (all.get("processing_stats") instanceof Map<?, ?> statistics) {
            tallies.put("predictions", statistics.get("predictions"));
            tallies.put("finished", statistics.get("finished"));
        }
        return tallies;
    }

    /** {@code GET /scan/ID/stream}. */
    public Reply one(Call call) {
        String id = lookup.any(call).id();
        return Reply.events(sink -> one(sink, id));
    }

    private void one(EventStream.Sink sink, String id) throws InterruptedException {
        long told = 0;
        long drawn = -1;
        boolean listens = sink.nothingNew();
        while (listens) {
            long now = news.of(id);
            KeptScan scan = lookup.any(id);
            listens = sink.send(MANIFEST, Shown.withState(scan));
            told = now;
            long seq = pixels.of(scan).seq();
            if (listens && seq != drawn) {
                listens = sink.send("pixels", Map.of("seq", seq));
                drawn = seq;
            }
            if (over(scan)) {
                sink.send("end", Map.of("scan_state", scan.state()));
                return;
            }
            pause();
            while (listens && !news.await(id, told, HEARTBEAT_MILLIS)) {
                listens = sink.nothingNew();
            }
        }
    }

    private static boolean over(KeptScan scan) {
        return scan.course().stage() == Course.Stage.OVER || scan.manifest().deleted();
    }

    /** {@code GET /scan/ID/pixels}. */
    public Reply pixels(Call call) {
        KeptScan scan = lookup.any(call);
        long after = call.asked("after").flatMap(StreamDesk::number).orElse(0L);
        int limit = call.asked("limit").map(Integer::valueOf).orElse(USUAL_PIXELS);
        PixelLog.Part part = pixels.of(scan).after(after, limit);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("seq", part.seq());
        reply.put("more", part.more());
        reply.put("restart", part.restart());
        reply.put("pixels", part.pixels());
        return Reply.ok(reply);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
