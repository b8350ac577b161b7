package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class RunArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run -- CMD {{INFILE}} {{OUTFILE}} --inputs data/*.in      | run --inputs data/*.in -- CMD {{INFILE}} {{OUTFILE}}
            run --workers 2 -- CMD {{INFILE}} --inputs=a b --out x    | run --workers 2 --inputs=a b --out x -- CMD {{INFILE}}
            run -- CMD {{INFILE}} --inputs-from -                     | run --inputs-from - -- CMD {{INFILE}}
            --debug run -- CMD {{INFILE}} --inputs a                  | --debug run --inputs a -- CMD {{INFILE}}
            run -- CMD --inputs {{INFILE}} --inputs a                 | run --inputs a -- CMD --inputs {{INFILE}}
            run -- CMD --inputs {{INFILE}}                            | run -- CMD --inputs {{INFILE}}
            run --inputs a -- CMD {{INFILE}} --inputs b               | run --inputs a -- CMD {{INFILE}} --inputs b
            run --inputs a -- CMD {{INFILE}}                          | run --inputs a -- CMD {{INFILE}}
            run -- --inputs a                                         | run -- --inputs a
            run --inputs a CMD                                        | run --inputs a CMD
            scan -- CMD --inputs a                                    | scan -- CMD --inputs a
            """)
    void inputs_after_the_command_are_ours_only_where_they_cannot_be_the_commands(String given, String expected) {
        assertThat(String.join(" ", TrailingInputs.first(given.split(" ")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"90, 90000", "90s, 90000", "250ms, 250", "1.5m, 90000", "2h, 7200000", "1d, 86400000"})
    void times_have_units(String text, long millis) {
        assertThat(new Quantity.Time().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1048576", "512M, 536870912", "2G, 2147483648", "1.5g, 1610612736", "3KiB, 3072"})
    void sizes_have_units(String text, long bytes) {
        assertThat(new Quantity.Bytes().convert(text)).isEqualTo(bytes);
    }

    @Test
    void other_units_are_refused() {
        assertThatThrownBy(() -> new Quantity.Time().convert("1 week")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> new Quantity.Time().convert("0s")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> new Quantity.Bytes().convert("-1")).isInstanceOf(TypeConversionException.class);
    }
}
