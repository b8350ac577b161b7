package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The operations of the sky from the shell, beside Debian's healpy. */
class SkyEvalIT {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    static Path work = Path.of("");

    private record Outcome(int code, List<String> out, List<String> errors) {}

    /** Has healpy write, for every operation and scheme, the input and its answers, as our command should print them. */
    @BeforeAll
    static void ask_healpy() throws IOException, InterruptedException {
        Path script = work.resolve("sky_eval.py");
        try (InputStream in = SkyEvalIT.class.getResourceAsStream("sky_eval.py")) {
            Files.copy(Objects.requireNonNull(in, "sky_eval.py"), script);
        }
        Process process = new ProcessBuilder(PYTHON, script.toString(), work.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("python3-healpy: %s", output).isZero();
    }

    private static Outcome eval(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        var command = new SkyEvalCommand(console, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new Failures(console)::usage);
        line.setExecutionExceptionHandler(new Failures(console)::execution);
        int code = line.execute(arguments);
        return new Outcome(
                code,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "ang2pix, 512",
        "ang2pix, 536870912",
        "pix2ang, 512",
        "pix2ang, 1048576",
        "neighbours, 64",
        "interp, 32",
        "boundaries, 16",
        "query-disc, 128",
        "query-polygon, 128",
        "ring2nest, 1024",
        "nest2ring, 1024"
    })
    void answers_are_those_of_healpy(String operation, String nside) throws IOException {
        for (String scheme : List.of("ring", "nested")) {
            String name = operation + "-" + nside + "-" + scheme;
            Outcome outcome =
                    eval(Files.readString(work.resolve(name + ".in")), operation, "--nside", nside, "--scheme", scheme);
            assertThat(outcome.errors()).isEmpty();
            assertThat(outcome.code()).isZero();
            List<String> expected = Files.readAllLines(work.resolve(name + ".out"));
            assertThat(outcome.out()).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                requireEqual(outcome.out().get(i), expected.get(i));
            }
        }
    }

    /** Whole numbers exactly, others to 1e-13. */
    private static void requireEqual(String found, String expected) {
        String[] mine = found.split(",");
        String[] theirs = expected.split(",");
        assertThat(mine).hasSameSizeAs(theirs);
        for (int i = 0; i < mine.length; i++) {
            if (theirs[i].matches("-?\\d+")) {
                assertThat(mine[i]).as(found).isEqualTo(theirs[i]);
            } else {
                assertThat(Double.parseDouble(mine[i])).isCloseTo(Double.parseDouble(theirs[i]), within(1e-13));
            }
        }
    }

    @Test
    void the_command_reads_and_writes_pipes() throws IOException, InterruptedException {
        try (EwmsProcess ewms = EwmsProcess.start(work, "sky", "eval", "pix2ang", "--nside", "1")) {
            try (var in = ewms.process().getOutputStream()) {
                in.write("# the first pixel, then one on the equator\n0\n\n4\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(ewms.await()).isZero();
            assertThat(ewms.lines()).containsExactly("0.8410686705679302,0.7853981633974483", "1.5707963267948966,0.0");
        }
    }

    @Test
    void inclusive_queries_find_the_pixels_that_overlap() {
        Outcome centres = eval("0.3,0.4,0.001\n", "query-disc", "--nside", "8");
        Outcome overlapping = eval("0.3,0.4,0.001\n", "query-disc", "--nside", "8", "--inclusive");
        assertThat(centres.out()).isEmpty();
        assertThat(overlapping.out()).containsExactly("1,12,12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ang2pix; 1,2#1.5,nan; line 2, column 2: phi must be a number but is 'nan'",
                "ang2pix; 1,2#1.5,NaN; line 2, column 2: phi must be a finite angle in radians but is NaN",
                "ang2pix; 4,2; line 1, column 1: theta must lie in [0, pi] radians but is 4",
                "ang2pix; 1; line 1: needs 2 columns (theta,phi) but has 1",
                "pix2ang; 1.5; line 1, column 1: pixel must be a whole number but is '1.5'",
                "neighbours; 0#768; line 2, column 1: pixel must lie in [0, 768) but is 768",
                "query-disc; 1,1,-2; line 1, column 3: radius must be a finite angle of 0 or more radians but is -2",
                "query-polygon; 1,1,2,2; line 1: a polygon needs theta,phi of three or more corners but has 4 columns",
                "query-polygon; 1,1,1,1,2,2; line 1: corners 0 and 1 of the polygon coincide or are antipodes"
            })
    void bad_input_is_told_with_line_and_column(String operation, String input, String problem) {
        Outcome outcome = eval(input.replace('#', '\n'), operation, "--nside", "8");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).containsExactly("ewms: " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ring2nest --nside 12",
                "pix2ang --nside 12 --scheme nested",
                "pix2ang --nside 0",
                "spin --nside 8"
            })
    void wrong_usage_is_exit_code_2(String arguments) {
        Outcome outcome = eval("0\n", arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors().getFirst()).startsWith("ewms: ");
        assertThat(outcome.out()).isEmpty();
    }
}
