package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.manifest.BacklogEntry;
import org.ewms.manifest.Manifest;
import org.ewms.manifest.Projection;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.OpenScan;
import org.ewms.skydriver.internal.store.Scans;

/** Lists of scans. */
public record FindDesk(Scans scans) {
    private static final String DELETED = "is_deleted";
    private static final List<String> STATE = List.of("scan_state", "scan_ended", "trouble");

    /** {@code POST /scans/find}. */
    public Reply find(Call call) {
        JsonNode body = call.body();
        Projection projection = Projection.of(Values.of(body.path("manifest_projection")));
        if (projection.fields().stream().anyMatch(Manifest.LARGE::contains)) {
            throw ApiException.badRequest(
                    "'manifest_projection' cannot include any of the following: " + String.join(", ", Manifest.LARGE));
        }
        Map<String, Object> filter = Values.map(body.path("filter"));
        if (!filter.containsKey(DELETED) && !body.path("include_deleted").asBoolean()) {
            filter.put(DELETED, false);
        }
        int limit = body.path("limit").asInt();
        boolean stated = limit > 0 || STATE.stream().anyMatch(projection.fields()::contains);
        List<KeptScan> found = limit > 0
                ? scans.newest(
                        filter,
                        body.path("after").isTextual() ? body.path("after").asText() : null,
                        limit)
                : scans.find(filter);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put(
                "manifests",
                found.stream().map(each -> shown(each, projection, stated)).toList());
        if (limit > 0 && found.size() == limit) {
            reply.put("next_after", Scans.cursor(found.getLast()));
        }
        return Reply.ok(reply);
    }

    private static Map<String, Object> shown(KeptScan scan, Projection projection, boolean stated) {
        Map<String, Object> all = stated ? Shown.withState(scan) : Shown.of(scan);
        all.keySet().removeAll(Manifest.LARGE);
        return projection.picked(all);
    }

    /** {@code GET /scans/backlog}. */
    public Reply backlog(Call call) {
        return Reply.ok(Map.of(
                "entries",
                scans.open(Course.Stage.WAITING).stream()
                        .map(OpenScan::entry)
                        .sorted(Comparator.comparingDouble(BacklogEntry::timestamp))
                        .map(FindDesk::entry)
                        .toList()));
    }

    private static Map<String, Object> entry(BacklogEntry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("scan_id", entry.scanId());
        shown.put("timestamp", entry.timestamp());
        shown.put("priority", entry.priority());
        shown.put("pending_timestamp", entry.pendingTimestamp());
        shown.put("next_attempt", entry.nextAttempt());
        return shown;
    }
}
