package org.ewms.skydriver.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;

/** Texts of any length, in parts that are small enough for a document each. */
public final class Texts {
    private static final int PART = 1 << 20;

    private final DocumentDatabase database;
    private final DocumentTable parts;
    private final RandomGenerator random;
    private final int partLength;

    public Texts(DocumentDatabase database, RandomGenerator random) {
        this(database, random, PART);
    }

    /** @param partLength characters of one part */
    Texts(DocumentDatabase database, RandomGenerator random, int partLength) {
        this.database = database;
        this.parts = database.table("TextParts", "part_id", List.of());
        this.random = random;
        this.partLength = partLength;
    }

    /**
     * Keeps a text, without touching those in other slots.
     *
     * @param slot not the one of the text before
     */
    public TextMark write(String name, int slot, String text) {
        return write(name, slot, random.nextLong(), text);
    }

    /** Keeps a text whose name is made of it: whoever writes it at the same time writes the same. */
    public TextMark write(String name, String text) {
        return write(name, 0, 0, text);
    }

    private TextMark write(String name, int slot, long writing, String text) {
        List<String> pieces = pieces(text);
        return database.together(() -> {
            for (int i = 0; i < pieces.size(); i++) {
                write(id(name, slot, i), writing, pieces.get(i));
            }
            return new TextMark(slot, pieces.size(), writing);
        });
    }

    private void write(String id, long writing, String piece) {
        Map<String, Object> part = Map.of("part_id", id, "writing", writing, "text", piece);
        if (!parts.insert(part)) {
            parts.change(id, before -> {
                Map<String, Object> next = new java.util.LinkedHashMap<>(before);
                next.putAll(part);
                return next;
            });
        }
    }

    private List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(text.length(), from + partLength);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return pieces;
    }

    /** The text; empty when a newer one has taken its place meanwhile. */
    public Optional<String> read(String name, TextMark mark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < mark.parts(); i++) {
            Optional<Map<String, Object>> part = parts.get(id(name, mark.slot(), i));
            if (part.isEmpty() || ((Number) part.get().getOrDefault("writing", 0)).longValue() != mark.writing()) {
                return Optional.empty();
            }
            text.append(part.get().get("text"));
        }
        return Optional.of(text.toString());
    }

    private static String id(String name, int slot, int index) {
        return name + "/" + slot + "/" + index;
    }
}
