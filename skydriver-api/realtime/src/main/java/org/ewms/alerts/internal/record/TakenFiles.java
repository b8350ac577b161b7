package org.ewms.alerts.internal.record;

import java.util.List;
import java.util.Map;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;

/** Files of watched folders that were taken, known by what was in them. */
public final class TakenFiles {
    private static final String ID = "file_id";

    private final DocumentTable table;

    public TakenFiles(DocumentDatabase database) {
        this.table = database.table("AlertFiles", ID, List.of());
    }

    /** Whether this content was taken from that folder before. */
    public boolean has(String folder, String hash) {
        return table.get(id(folder, hash)).isPresent();
    }

    /** It was taken. */
    public void add(String folder, String hash, String name, double now) {
        table.insert(Map.of(ID, id(folder, hash), "name", name, "at", now));
    }

    private static String id(String folder, String hash) {
        return folder + "/" + hash;
    }
}
