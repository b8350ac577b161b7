package org.ewms.skydriver.internal.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.KeptScan;

/** What happened to a scan. */
public record LogDesk(Lookup lookup) {
    /** {@code GET /scan/ID/log}. */
    public Reply log(Call call) {
        KeptScan scan = lookup.any(call);
        List<Map<String, Object>> entries = new ArrayList<>();
        entries.add(Map.of(
                "timestamp",
                scan.manifest().number("timestamp"),
                "kind",
                "course",
                "text",
                "Asked for, with priority " + scan.priority(),
                "times",
                1));
        entries.addAll(lookup.scans().log().of(scan.id()));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("scan_id", scan.id());
        reply.put("entries", entries);
        return Reply.ok(reply);
    }
}
