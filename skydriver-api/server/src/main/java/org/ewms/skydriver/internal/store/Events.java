package org.ewms.skydriver.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.manifest.ScanIds;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;

/** Events, each kept once however often it is scanned. */
public final class Events {
    private static final String TEXT = "text";

    private final DocumentTable table;
    private final Texts texts;

    public Events(DocumentDatabase database, Texts texts) {
        this.table = database.table("I3Events", "i3_event_id", List.of());
        this.texts = texts;
    }

    /** Keeps an event; its id is told by its text. @param text JSON, the same for the same event */
    public String keep(String text) {
        String id = ScanIds.ofEvent(text.getBytes(StandardCharsets.UTF_8));
        if (table.get(id).isEmpty()) {
            TextMark mark = texts.write(name(id), text);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("i3_event_id", id);
            document.put(TEXT, Map.of("slot", mark.slot(), "parts", mark.parts(), "writing", mark.writing()));
            table.insert(document);
        }
        return id;
    }

    /** Whether there is such an event. */
    public boolean has(String id) {
        return table.get(id).isPresent();
    }

    /** The event as JSON. */
    public Optional<String> text(String id) {
        return table.get(id)
                .flatMap(each -> each.get(TEXT) instanceof Map<?, ?> mark
                        ? texts.read(name(id), TextMark.of(mark))
                        : Optional.empty());
    }

    private static String name(String id) {
        return "event/" + id;
    }
}
