package org.ewms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) throws InterruptedException {
        return new Bench(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    @Test
    void an_unknown_name_is_one_line_with_all_names_and_exit_code_2() throws InterruptedException {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("nonsense")
                .contains("likelihood, ")
                .contains("scan-overhead");
    }

    @Test
    void the_list_says_of_every_benchmark_what_it_measures() throws InterruptedException {
        assertThat(run("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSameSizeAs(Bench.all().keySet())
                .allMatch(line -> line.strip().split("\\s+").length > 3);
    }

    @Test
    void a_wrong_argument_is_one_line_and_exit_code_2() throws InterruptedException {
        assertThat(run("coverage", "--events", "many")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("--events")
                .contains("many");
    }

    @Test
    void a_broker_that_is_not_measured_is_one_line_with_those_that_are() throws InterruptedException {
        assertThat(run("mq", "--broker", "pigeon")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("pigeon")
                .contains("RABBITMQ")
                .contains("NATS")
                .contains("EMBEDDED");
    }

    @Test
    void a_missing_event_file_is_one_line_and_exit_code_1() throws InterruptedException {
        assertThat(run("scan-138632", "no-such-file")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("no-such-file");
    }
}
