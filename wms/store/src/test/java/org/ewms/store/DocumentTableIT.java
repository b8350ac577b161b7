package org.ewms.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents of a service's own, in the embedded store: by calls, and by the protocol of its port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentTableIT {
    private final Map<Way, DocumentDatabase> databases = new HashMap<>();
    private @Nullable EmbeddedStore store;

    /** How the store is reached. */
    enum Way {
        CALLS,
        PORT
    }

    @BeforeAll
    void open(@TempDir Path directory) {
        store = EmbeddedStore.start(directory, "127.0.0.1", 0);
        databases.put(Way.CALLS, store.database("calls"));
        databases.put(Way.PORT, DocumentDatabase.connect(store.address(), "port"));
    }

    @AfterAll
    void close() {
        databases.values().forEach(DocumentDatabase::close);
        Objects.requireNonNull(store).close();
    }

    private DocumentTable table(Way way, String name) {
        return Objects.requireNonNull(databases.get(way)).table(name, "id", List.of("kind"));
    }

    private static Map<String, Object> document(String id, Object value) {
        return new LinkedHashMap<>(Map.of("id", id, "kind", "x", "value", value));
    }

    @ParameterizedTest
    @EnumSource
    void a_document_is_inserted_once_and_found_by_its_id(Way way) {
        DocumentTable table = table(way, "once");
        assertThat(table.insert(document("a", 1))).isTrue();
        assertThat(table.insert(document("a", 2))).isFalse();
        assertThat(table.get("a").orElseThrow()).containsEntry("value", 1);
        assertThat(table.get("b")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void values_are_kept_whatever_their_names(Way way) {
        DocumentTable table = table(way, "values");
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("est. percent", Arrays.asList(1, 2.5, null, "x", true));
        value.put("nothing", null);
        value.put("large", 1L << 40);
        table.insert(document("a", "to come"));
        Map<String, Object> kept = table.change("a", before -> {
                    Map<String, Object> next = new LinkedHashMap<>(before);
                    next.put("value", value);
                    return next;
                })
                .orElseThrow();
        assertThat(kept).containsEntry("value", value);
        assertThat(table.get("a")).contains(kept);
    }

    @ParameterizedTest
    @EnumSource
    void no_change_of_many_at_once_is_lost(Way way) throws Exception {
        DocumentTable table = table(way, "many");
        table.insert(document("a", 0));
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> table.change("a", before -> {
                    Map<String, Object> next = new LinkedHashMap<>(before);
                    next.merge("value", 1, (value, one) -> (int) value + (int) one);
                    return next;
                })));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(table.get("a").orElseThrow()).containsEntry("value", 20);
    }

    @ParameterizedTest
    @EnumSource
    void documents_are_found_sorted_and_limited(Way way) {
        DocumentTable table = table(way, "sorted");
        for (int i = 0; i < 5; i++) {
            table.insert(document("d" + i, i));
        }
        assertThat(table.found(Map.of("value", Map.of("$gte", 1)), List.of("-value"), 2))
                .extracting(each -> each.get("id"))
                .containsExactly("d4", "d3");
        assertThat(table.found(Map.of(), Map.of("value", Map.of("$lt", 3)), List.of("-value"), 1))
                .extracting(each -> each.get("id"))
                .containsExactly("d2");
        assertThat(table.all(Map.of("kind", "x"))).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void a_filter_that_runs_code_or_asks_for_what_is_ours_is_refused(Way way) {
        DocumentTable table = table(way, "refused");
        assertThatThrownBy(() -> table.found(Map.of("$where", "1"), List.of(), 0))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> table.found(Map.of("ewms.version", 1), List.of(), 0))
                .isInstanceOf(InvalidQueryException.class);
    }

    @ParameterizedTest
    @EnumSource
    void parts_of_documents_are_told_and_how_many_there_are(Way way) {
        DocumentTable table = table(way, "parts");
        table.insert(Map.of("id", "a", "kind", "x", "value", 1, DocumentTable.OWN, Map.of("stage", "on")));
        table.insert(Map.of("id", "b", "kind", "y", "value", 2, DocumentTable.OWN, Map.of("stage", "on")));
        table.insert(Map.of("id", "c", "kind", "x", "value", 3, DocumentTable.OWN, Map.of("stage", "off")));
        Map<String, Object> on = Map.of(DocumentTable.OWN + ".stage", "on");
        assertThat(table.parts(on, List.of("id", "value")))
                .containsExactly(Map.of("id", "a", "value", 1), Map.of("id", "b", "value", 2));
        assertThat(table.parts(Map.of("kind", Map.of("$in", List.of("x", "z"))), List.of("id")))
                .containsExactly(Map.of("id", "a"), Map.of("id", "c"));
        assertThat(table.count(on)).isEqualTo(2);
        assertThat(table.count(Map.of())).isEqualTo(3);
    }
}
