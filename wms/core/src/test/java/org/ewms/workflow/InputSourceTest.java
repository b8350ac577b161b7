package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InputSourceTest {
    private static List<Object> all(InputSource source) {
        return LongStream.range(0, source.size()).mapToObj(source::at).toList();
    }

    @Test
    void a_range_stops_before_its_end_either_way() {
        assertThat(all(new InputSource.Range(0, 7, 3))).containsExactly(0L, 3L, 6L);
        assertThat(all(new InputSource.Range(6, 0, -3))).containsExactly(6L, 3L);
        assertThat(all(new InputSource.Range(5, 5, 1))).isEmpty();
        assertThat(all(new InputSource.Range(5, 0, 1))).isEmpty();
    }

    @Test
    void a_cross_has_every_combination_once_and_its_last_part_changes_quickest() {
        Map<String, InputSource> parts = new LinkedHashMap<>();
        parts.put("a", new InputSource.Range(0, 2, 1));
        parts.put("b", new InputSource.Values(List.of("x", "y", "z")));
        assertThat(all(new InputSource.Cross(parts)))
                .containsExactly(
                        Map.of("a", 0L, "b", "x"),
                        Map.of("a", 0L, "b", "y"),
                        Map.of("a", 0L, "b", "z"),
                        Map.of("a", 1L, "b", "x"),
                        Map.of("a", 1L, "b", "y"),
                        Map.of("a", 1L, "b", "z"));
    }

    @Test
    void an_empty_part_leaves_no_combination() {
        assertThat(new InputSource.Cross(
                                Map.of("a", new InputSource.Range(0, 0, 1), "b", new InputSource.Range(0, 5, 1)))
                        .size())
                .isZero();
    }

    @Test
    void what_has_no_end_or_too_many_is_refused() {
        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> new InputSource.Range(0, 1, 0))
                .withMessageContaining("range.step");
        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> new InputSource.Range(0, Long.MAX_VALUE, 1))
                .withMessageContaining("more than");
        InputSource many = new InputSource.Range(0, 1_000_000, 1);
        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> new InputSource.Cross(Map.of("a", many, "b", many)))
                .withMessageContaining("cross");
    }
}
