package org.ewms.alerts.internal.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ewms.store.DocumentDatabase;
import org.ewms.store.DocumentTable;
import org.ewms.store.InvalidQueryException;
import org.jspecify.annotations.Nullable;

/** The alerts, each a document of its own; every change is a compare-and-set of the whole. */
public final class AlertBook {
    private static final String OPEN = DocumentTable.OWN + ".open";
    private static final String UNSENT = DocumentTable.OWN + ".unsent";
    private static final List<String> NEWEST_FIRST = List.of("-received", "-alert_id");
    private static final ObjectMapper FIELDS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final DocumentTable table;
    private final Clock clock;
    private final Consumer<String> changed;

    /** @param changed told the id of each alert that is not as it was */
    public AlertBook(DocumentDatabase database, Clock clock, Consumer<String> changed) {
        this.table = database.table("Alerts", "alert_id", List.of(OPEN, UNSENT, "received"));
        this.clock = clock;
        this.changed = changed;
    }

    /** Seconds since 1970, to the microsecond. */
    public double now() {
        Instant at = clock.instant();
        return at.getEpochSecond() + at.getNano() / 1000 / 1e6;
    }

    /** The alert of this id. */
    public Optional<Alert> get(String id) {
        return table.get(id).map(AlertBook::alert);
    }

    /** Keeps a new alert; false when there is one of its id. */
    public boolean insert(Alert alert) {
        boolean inserted = table.insert(document(alert));
        if (inserted) {
            changed.accept(alert.alertId());
        }
        return inserted;
    }

    /**
     * Changes an alert.
     *
     * @param change from what it is to what it shall be; the same object for no change; may be called several times
     * @return the alert as it was left; empty when there is none
     */
    public Optional<Alert> change(String id, UnaryOperator<Alert> change) {
        boolean[] differs = {false};
        Optional<Alert> left = table.change(id, document -> {
                    Alert before = alert(document);
                    Alert next = change.apply(before);
                    differs[0] = !next.equals(before);
                    return differs[0] ? document(next) : document;
                })
                .map(AlertBook::alert);
        if (differs[0]) {
            changed.accept(id);
        }
        return left;
    }

    /** Alerts whose scans are not all over. */
    public List<Alert> open() {
        return table.all(Map.of(OPEN, true)).stream().map(AlertBook::alert).toList();
    }

    /** Alerts with notices that wait to be sent. */
    public List<Alert> unsent() {
        return table.all(Map.of(UNSENT, true)).stream().map(AlertBook::alert).toList();
    }

    /**
     * Alerts, newest first.
     *
     * @param after the cursor of the part before; null for the first part
     */
    public List<Alert> newest(@Nullable String after, int limit) {
        List<Map<String, Object>> found = after == null
                ? table.found(Map.of(), NEWEST_FIRST, limit)
                : table.found(Map.of(), older(after), NEWEST_FIRST, limit);
        return found.stream().map(AlertBook::alert).toList();
    }

    /** Where the part after this alert begins. */
    public static String cursor(Alert last) {
        return BigDecimal.valueOf(last.received()).toPlainString() + "_" + last.alertId();
    }

    private static Map<String, Object> older(String cursor) {
        int split = cursor.indexOf('_');
        try {
            double received = Double.parseDouble(cursor.substring(0, Math.max(0, split)));
            return Map.of(
                    "$or",
                    List.of(
                            Map.of("received", Map.of("$lt", received)),
                            Map.of("received", received, "alert_id", Map.of("$lt", cursor.substring(split + 1)))));
        } catch (NumberFormatException e) {
            throw new InvalidQueryException("after must be a next_after of an earlier answer, is '" + cursor + "'");
        }
    }

    /** A value of this package as maps, lists, text and numbers, names in snake case. */
    public static Map<String, Object> fields(Object value) {
        return FIELDS.convertValue(value, MAP);
    }

    private static Map<String, Object> document(Alert alert) {
        Map<String, Object> document = fields(alert);
        document.keySet().removeAll(List.of("state", "reason"));
        document.put(DocumentTable.OWN, new LinkedHashMap<>(Map.of("open", alert.open(), "unsent", alert.unsent())));
        return document;
    }

    static Alert alert(Map<String, Object> document) {
        Map<String, Object> fields = new LinkedHashMap<>(document);
        fields.remove(DocumentTable.OWN);
        fields.remove("_id");
        return FIELDS.convertValue(fields, Alert.class);
    }
}
