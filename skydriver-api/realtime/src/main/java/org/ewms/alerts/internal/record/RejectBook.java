package org.ewms.alerts.internal.record;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;

/** What listeners were given that is no alert, each with its reason. */
public final class RejectBook {
    private static final String ID = "reject_id";

    private final DocumentTable table;

    public RejectBook(DocumentDatabase database) {
        this.table = database.table("RejectedAlerts", ID, List.of("at"));
    }

    /**
     * Keeps one; the same from the same place is kept once.
     *
     * @param place where the message is: file name, topic/partition/offset, message id
     */
    public void add(String source, String place, String reason, byte[] content, double now) {
        String hash = Hash.of(content);
        Map<String, Object> reject = new LinkedHashMap<>();
        reject.put(ID, Hash.of((source + "\n" + place + "\n" + hash).getBytes(StandardCharsets.UTF_8)));
        reject.put("source", source);
        reject.put("place", place);
        reject.put("reason", reason);
        reject.put("at", now);
        reject.put("bytes", content.length);
        reject.put("content_hash", hash);
        table.insert(reject);
    }

    /** The last ones, newest first. */
    public List<Map<String, Object>> newest(int limit) {
        return table.found(Map.of(), List.of("-at"), limit).stream()
                .map(each -> {
                    Map<String, Object> shown = new LinkedHashMap<>(each);
                    shown.keySet().removeAll(List.of(ID, DocumentTable.OWN));
                    return shown;
                })
                .toList();
    }
}
