package org.ewms.skydriver.internal.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.manifest.Manifest;
import org.ewms.manifest.ScanState;
import org.ewms.store.DocumentTable;
import org.jspecify.annotations.Nullable;

/** A scan as it is kept: one document. */
public record KeptScan(Manifest manifest, Course course) {
    /** The same with another manifest. */
    public KeptScan with(Manifest next) {
        return new KeptScan(next, course);
    }

    /** The same with another course. */
    public KeptScan with(Course next) {
        return new KeptScan(manifest, next);
    }

    /** The scan's id. */
    public String id() {
        return manifest.scanId();
    }

    /** The state, as far as it is known without asking the workflow service. */
    public String state() {
        return state(course.deactivated());
    }

    /** The state. @param deactivated how the workflow ended; null while it goes on */
    public String state(@Nullable String deactivated) {
        return ScanState.of(manifest.signs(course.complete(), deactivated));
    }

    /** Its priority. */
    public int priority() {
        return (int) manifest.number("priority");
    }

    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(manifest.fields());
        document.put(DocumentTable.OWN, course.fields());
        return document;
    }

    static KeptScan of(Map<String, Object> document) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(document);
        Object own = fields.remove(DocumentTable.OWN);
        return new KeptScan(new Manifest(fields), Course.of(own instanceof Map<?, ?> map ? map : Map.of()));
    }
}
