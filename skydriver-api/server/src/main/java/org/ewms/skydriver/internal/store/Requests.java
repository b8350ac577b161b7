package org.ewms.skydriver.internal.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.manifest.ScanRequest;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;

/** Scans as they were asked for. A rescan has no request of its own: it is in the list of the original's. */
public final class Requests {
    private static final String RESCANS = "rescan_ids";

    private final DocumentTable table;

    public Requests(DocumentDatabase database) {
        this.table = database.table("ScanRequests", "scan_id", List.of(RESCANS));
    }

    /** Commits what was asked for. */
    public void insert(String scanId, ScanRequest request) {
        table.insert(request.fields(scanId));
    }

    /** The document of the request that became this scan; empty for a rescan. */
    public Optional<Map<String, Object>> shown(String scanId) {
        return table.get(scanId).map(each -> {
            Map<String, Object> shown = new LinkedHashMap<>(each);
            shown.remove(DocumentTable.OWN);
            return shown;
        });
    }

    /** What the scan is made by, whether it is an original or a rescan. */
    public Optional<ScanRequest> of(String scanId) {
        return original(scanId).map(ScanRequest::of);
    }

    /** Notes a rescan of this scan with its original's request; empty when there is none. */
    public Optional<ScanRequest> rescanned(String scanId, String rescanId) {
        return original(scanId)
                .flatMap(each -> table.change(String.valueOf(each.get("scan_id")), before -> {
                    Map<String, Object> next = new LinkedHashMap<>(before);
                    List<Object> ids = new ArrayList<>((List<?>) before.getOrDefault(RESCANS, List.of()));
                    ids.add(rescanId);
                    next.put(RESCANS, ids);
                    return next;
                }))
                .map(ScanRequest::of);
    }

    private Optional<Map<String, Object>> original(String scanId) {
        return table.get(scanId)
                .or(() -> table.all(Map.of(RESCANS, scanId)).stream().findFirst());
    }
}
