package org.ewms.skydriver.internal.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;
import org.ewms.store.InvalidQueryException;
import org.jspecify.annotations.Nullable;

/** The scans, each a document of its own; whoever follows them is told of every change. */
public final class Scans {
    private static final String STAGE = DocumentTable.OWN + ".stage";
    private static final String UNSETTLED = DocumentTable.OWN + ".unsettled";
    private static final String CHANGED = DocumentTable.OWN + ".changed";
    private static final String CHANGED_BY = DocumentTable.OWN + ".changed_by";
    private static final Map<String, Object> NOT_OVER =
            Map.of("$in", List.of(Course.Stage.WAITING.name(), Course.Stage.RUNNING.name()));
    private static final List<String> NEWEST_FIRST = List.of("-timestamp", "-scan_id");

    private final DocumentTable table;
    private final String process;
    private final ScanLog log;
    private final News news;
    private final Clock clock;

    /** @param process an id that no other process has that uses the database */
    public Scans(DocumentDatabase database, String process, News news, Clock clock) {
        this.table = database.table(
                "Manifests",
                "scan_id",
                List.of(
                        "ewms_workflow_id",
                        "i3_event_id",
                        "is_deleted",
                        STAGE,
                        UNSETTLED,
                        CHANGED,
                        "replaced_by_scan_id"));
        this.process = process;
        this.log = new ScanLog(database);
        this.news = news;
        this.clock = clock;
    }

    /** Seconds since 1970, to the microsecond. */
    public double now() {
        return seconds(clock.instant());
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1000 / 1e6;
    }

    /** Commits a new scan. */
    public KeptScan insert(KeptScan scan) {
        KeptScan kept = scan.with(scan.manifest().updated(now()));
        if (!table.insert(kept.document(new KeptScan.Change(now(), process)))) {
            throw new IllegalStateException("there is a scan " + scan.id() + " already");
        }
        news.changed(scan.id());
        return kept;
    }

    /** The scan of this id, deleted or not. */
    public Optional<KeptScan> get(String id) {
        return table.get(id).map(KeptScan::of);
    }

    /**
     * Changes a scan. Of a change of nothing but its lease nobody is told.
     *
     * @param change from what it is to what it shall be; the same for no change; may be called several times
     * @return the scan as it was left; empty when there is none
     */
    public Optional<KeptScan> change(String id, UnaryOperator<KeptScan> change) {
        boolean[] told = {false};
        AtomicReference<KeptScan> was = new AtomicReference<>();
        Optional<KeptScan> left = table.change(id, document -> {
                    KeptScan before = KeptScan.of(document);
                    KeptScan next = change.apply(before);
                    told[0] = !next.with(next.course().with(before.course().lease()))
                            .equals(before);
                    was.set(before);
                    if (next.equals(before)) {
                        return document;
                    }
                    KeptScan.Change last = told[0] ? new KeptScan.Change(now(), process) : KeptScan.Change.of(document);
                    boolean shown = !next.manifest().equals(before.manifest());
                    KeptScan written = shown ? next.with(next.manifest().updated(now())) : next;
                    return plain(written.document(last));
                })
                .map(KeptScan::of);
        if (told[0]) {
            left.ifPresent(now -> log.note(id, now(), Happenings.between(Objects.requireNonNull(was.get()), now)));
            news.changed(id);
        }
        return left;
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Object> plain(Map<String, @Nullable Object> next) {
        return new LinkedHashMap<>(next);
    }

    /** Notes what its document does not tell. */
    public void note(String id, Happening happening) {
        log.note(id, now(), List.of(happening));
        news.changed(id);
    }

    /** What happened to them. */
    public ScanLog log() {
        return log;
    }

    /** Scans that are not over, oldest first. */
    public List<OpenScan> open() {
        return open(Map.of(STAGE, NOT_OVER));
    }

    /** Those of these scans that are not over. */
    public List<OpenScan> open(Collection<String> ids) {
        return open(Map.of("scan_id", Map.of("$in", List.copyOf(ids)), STAGE, NOT_OVER));
    }

    /** Scans at a stage, oldest first. */
    public List<OpenScan> open(Course.Stage stage) {
        return open(Map.of(STAGE, stage.name()));
    }

    private List<OpenScan> open(Map<String, Object> filter) {
        return table.parts(filter, OpenScan.FIELDS).stream().map(OpenScan::of).toList();
    }

    /** How many scans are at a stage. */
    public long count(Course.Stage stage) {
        return table.count(Map.of(STAGE, stage.name()));
    }

    /** Scans that other processes have changed since that time, seconds since 1970; when they did so last, by the scan's id. */
    Map<String, Double> changedElsewhere(double since) {
        Map<String, Double> changed = new LinkedHashMap<>();
        table.all(Map.of(CHANGED, Map.of("$gte", since), CHANGED_BY, Map.of("$ne", process)))
                .forEach(each -> changed.put(
                        String.valueOf(each.get("scan_id")),
                        KeptScan.Change.of(each).at()));
        return changed;
    }

    /** Scans whose workflow is still to be told something. */
    public List<KeptScan> unsettled() {
        return table.all(Map.of(UNSETTLED, true)).stream().map(KeptScan::of).toList();
    }

    /** Scans that match somebody's filter, oldest first. */
    public List<KeptScan> find(Map<String, Object> filter) {
        return table.found(filter, List.of(), 0).stream().map(KeptScan::of).toList();
    }

    /**
     * Scans that match somebody's filter, newest first.
     *
     * @param after the cursor of the part before; null for the first part
     */
    public List<KeptScan> newest(Map<String, Object> filter, @Nullable String after, int limit) {
        List<Map<String, Object>> found = after == null
                ? table.found(filter, NEWEST_FIRST, limit)
                : table.found(filter, older(after), NEWEST_FIRST, limit);
        return found.stream().map(KeptScan::of).toList();
    }

    /** Where the part after this scan begins. */
    public static String cursor(KeptScan last) {
        return java.math.BigDecimal.valueOf(last.manifest().number("timestamp")).toPlainString() + "_" + last.id();
    }

    private static Map<String, Object> older(String cursor) {
        int split = cursor.indexOf('_');
        try {
            double timestamp = Double.parseDouble(cursor.substring(0, Math.max(0, split)));
            return Map.of(
                    "$or",
                    List.of(
                            Map.of("timestamp", Map.of("$lt", timestamp)),
                            Map.of("timestamp", timestamp, "scan_id", Map.of("$lt", cursor.substring(split + 1)))));
        } catch (NumberFormatException e) {
            throw new InvalidQueryException("after must be a next_after of an earlier answer, is '" + cursor + "'");
        }
    }
}
