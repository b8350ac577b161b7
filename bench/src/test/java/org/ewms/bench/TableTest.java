package org.ewms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    private final Table table = new Table(out);

    @Test
    void a_ratio_above_1_is_better_whichever_way_better_lies() {
        assertThat(Row.more("rate", 200, 100, "1/s", "them").ratio()).isEqualTo(2);
        assertThat(Row.less("time", 50, 100, "s", "them").ratio()).isEqualTo(2);
    }

    @Test
    void rows_are_written_as_a_json_array(@TempDir Path directory) throws IOException {
        table.add(Row.less("time", 50, 100, "s", "them"));
        table.add(Row.plain("pixels", 3, "pixels", "counted"));
        Path file = directory.resolve("rows.json");
        table.write(file);
        JsonNode rows = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).fieldNames())
                .toIterable()
                .contains("name", "ours", "theirs", "unit", "ratio", "reference");
        assertThat(rows.get(0).get("ratio").doubleValue()).isEqualTo(2);
        assertThat(rows.get(1).get("theirs").isNull()).isTrue();
    }

    @Test
    void every_row_is_a_line_under_the_heading() {
        table.add(Row.more("rate", 12345.6, 100, "1/s", "the reference"));
        table.print(out);
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("rate", "12346", "100", "123.5", "the reference");
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_middle_two() {
        assertThat(Figures.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Figures.median(3, 1, 2)).isEqualTo(2);
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatIllegalArgumentException().isThrownBy(Figures::median).withMessageContaining("no values");
    }
}
