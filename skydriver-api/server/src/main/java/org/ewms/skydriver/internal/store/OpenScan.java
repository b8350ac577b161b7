package org.ewms.skydriver.internal.store;

import java.util.List;
import java.util.Map;
import org.ewms.manifest.BacklogEntry;
import org.ewms.store.DocumentTable;

/** As much of a scan that is not over as tells whether and when it begins. */
public record OpenScan(String id, int priority, Course course) {
    static final List<String> FIELDS = List.of("scan_id", "priority", DocumentTable.OWN);

    /** As the backlog has it. */
    public BacklogEntry entry() {
        return course.entry(id, priority);
    }

    static OpenScan of(Map<String, Object> document) {
        KeptScan part = KeptScan.of(document);
        return new OpenScan(part.id(), part.priority(), part.course());
    }
}
