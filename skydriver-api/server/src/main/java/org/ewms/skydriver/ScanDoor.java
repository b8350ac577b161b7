package org.ewms.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ewms.service.Role;
import org.ewms.skymap.SkymapSummary;
import org.ewms.store.DocumentDatabase;

/** The scan service as an {@link Annex} uses it: the same as through its routes, without the way through HTTP. */
public interface ScanDoor {
    /** Where the service keeps its documents. */
    DocumentDatabase database();

    /** Roles of who may ask for scans. */
    List<? extends Role> users();

    /** Keeps an event; its id is told by its text. @param text JSON, the same for the same event */
    String keepEvent(String text);

    /** An id that no scan has. */
    String newId();

    /**
     * Holds a request against what can be asked for here, its event aside.
     *
     * @throws org.ewms.manifest.RequestException naming the field that cannot be
     */
    void check(JsonNode request);

    /**
     * Asks for a scan; nothing happens when there is one of this id.
     *
     * @param id of {@link #newId}
     * @param request as for {@code POST /scan}
     * @throws org.ewms.manifest.RequestException naming the field that cannot be
     */
    void submit(String id, JsonNode request);

    /** Ends a scan that has no final result yet; nothing happens when there is none. */
    void abort(String id);

    /** How far a scan is. */
    Standing standing(String id);

    /** How far a scan is. */
    sealed interface Standing {
        /** It was not asked for. */
        record Unknown() implements Standing {}

        /** It waits or is under way. */
        record Going() implements Standing {}

        /** It has its final result. */
        record Done(SkymapSummary summary) implements Standing {}

        /** It ended without a result that is a sky map. */
        record Ended(String reason) implements Standing {}
    }

    /** Tells who follows the stream that something beside the scans changed. @param name no scan's id */
    void changed(String name);

    /** Number of the last change of any scan. */
    long lastChange();

    /** Waits for a change after that number; false when there was none for so long. */
    boolean awaitChange(long number, long millis) throws InterruptedException;
}
