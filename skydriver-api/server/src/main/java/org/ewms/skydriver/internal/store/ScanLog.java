package org.ewms.skydriver.internal.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;
import org.ewms.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to scans, a document for each, the latest {@value #MOST} entries of it. What happens again and again is one entry, with
 * how often it did and when last.
 */
public final class ScanLog {
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ScanLog.class);
    private static final String ID = "scan_id";
    private static final String ENTRIES = "entries";

    private final DocumentTable table;

    ScanLog(DocumentDatabase database) {
        this.table = database.table("ScanLogs", ID, List.of());
    }

    /** Notes it; a log that cannot be kept stops no scan. @param at seconds since 1970 */
    void note(String scanId, double at, List<Happening> happenings) {
        if (happenings.isEmpty()) {
            return;
        }
        try {
            if (table.get(scanId).isEmpty()) {
                table.insert(Map.of(ID, scanId, ENTRIES, List.of()));
            }
            table.change(scanId, document -> {
                List<Map<String, Object>> entries = entries(document);
                happenings.forEach(each -> add(entries, at, each));
                Map<String, Object> next = new LinkedHashMap<>(document);
                next.put(ENTRIES, List.copyOf(entries.subList(Math.max(0, entries.size() - MOST), entries.size())));
                return next;
            });
        } catch (StoreUnavailableException e) {
            LOG.warn("scan {}: not noted: {} ({})", scanId, happenings, e.getMessage());
        }
    }

    /** The entries, oldest first: {@code timestamp}, {@code kind}, {@code text}, {@code times}. */
    public List<Map<String, Object>> of(String scanId) {
        return table.get(scanId).map(ScanLog::entries).orElseGet(List::of);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(Map<String, Object> document) {
        return new ArrayList<>((List<Map<String, Object>>) document.getOrDefault(ENTRIES, List.of()));
    }

    /** "Waits for the broker, goes on, waits for the broker" is "waits for the broker, twice". */
    static void add(List<Map<String, Object>> entries, double at, Happening happening) {
        for (int back = 1; back <= Math.min(2, entries.size()); back++) {
            Map<String, Object> earlier = entries.get(entries.size() - back);
            if (happening.text().equals(earlier.get("text"))) {
                entries.subList(entries.size() - back, entries.size()).clear();
                entries.add(entry(at, happening, ((Number) earlier.getOrDefault("times", 1)).longValue() + 1));
                return;
            }
        }
        entries.add(entry(at, happening, 1));
    }

    private static Map<String, Object> entry(double at, Happening happening, long times) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("timestamp", at);
        entry.put("kind", happening.kind().name().toLowerCase(java.util.Locale.ROOT));
        entry.put("text", happening.text());
        entry.put("times", times);
        return entry;
    }
}
