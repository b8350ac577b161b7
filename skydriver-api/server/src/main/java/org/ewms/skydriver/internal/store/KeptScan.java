package org.ewms.skydriver.internal.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.manifest.Manifest;
import org.ewms.manifest.ScanState;
import org.ewms.store.DocumentTable;
import org.jspecify.annotations.Nullable;

/** A scan as it is kept: one document. */
public record KeptScan(Manifest manifest, Course course) {
    private static final String CHANGED = "changed";
    private static final String CHANGED_BY = "changed_by";

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

    /**
     * The last change that somebody was to be told of.
     *
     * @param at when, seconds since 1970
     * @param by which process
     */
    record Change(double at, String by) {
        static Change of(Map<String, Object> document) {
            return document.get(DocumentTable.OWN) instanceof Map<?, ?> own
                            && own.get(CHANGED) instanceof Number changed
                    ? new Change(changed.doubleValue(), String.valueOf(own.get(CHANGED_BY)))
                    : new Change(0, "");
        }
    }

    Map<String, @Nullable Object> document(Change last) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(manifest.fields());
        Map<String, @Nullable Object> own = course.fields();
        own.put(CHANGED, last.at());
        own.put(CHANGED_BY, last.by());
        document.put(DocumentTable.OWN, own);
        return document;
    }

    static KeptScan of(Map<String, Object> document) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(document);
        Object own = fields.remove(DocumentTable.OWN);
        return new KeptScan(new Manifest(fields), Course.of(own instanceof Map<?, ?> map ? map : Map.of()));
    }
}
