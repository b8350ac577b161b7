package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Inputs {@code data/1.in} …, each holding its number, and a script that writes down each of its starts, fails for every hundredth number, and
 * otherwise writes what it read, marked. All in a directory of its own.
 */
record RunTrial(Path work, Language language) {
    /** What the script is written in. */
    enum Language {
        SHELL("sh", "script.sh", """
                read -r n <"$1"
                echo "$n" >> LOG
                WAIT
                if FAILS[ $((n % 100)) = 37 ]; then echo "first words" >&2; echo "bad luck with $n" >&2; exit 3; fi
                echo "result of $n" > "$2"
                """, "false && "),
        PYTHON("/usr/bin/python3", "fit.py", """
                import sys, time

                n = int(open(sys.argv[1]).read())
                with open("LOG", "a") as log:
                    log.write(f"{n}\\n")
                WAIT
                if FAILSn % 100 == 37:
                    print("first words", file=sys.stderr)
                    raise ValueError(f"bad luck with {n}")
                with open(sys.argv[2], "w") as out:
                    out.write(f"result of {n}\\n")
                """, "False and ");

        private final String interpreter;
        private final String file;
        private final String text;
        private final String never;

        Language(String interpreter, String file, String text, String never) {
            this.interpreter = interpreter;
            this.file = file;
            this.text = text;
            this.never = never;
        }
    }

    static RunTrial of(Path work, int inputs) throws IOException {
        return of(work, Language.SHELL, inputs);
    }

    static RunTrial of(Path work, Language language, int inputs) throws IOException {
        RunTrial trial = new RunTrial(work, language);
        Files.createDirectories(work.resolve("data"));
        for (int n = 1; n <= inputs; n++) {
            Files.writeString(trial.input(n), n + "\n");
        }
        trial.script("");
        return trial;
    }

    Path input(int n) {
        return work.resolve("data").resolve(n + ".in");
    }

    Path output(int n) {
        return work.resolve("data").resolve(n + ".out");
    }

    Path script() {
        return work.resolve(language.file);
    }

    Path runDirectory() {
        return work.resolve("run");
    }

    /** @param wait what the script does before it decides; a statement of its language, or empty */
    void script(String wait) throws IOException {
        write(wait, "");
    }

    /** The script that fails for none. */
    void mend() throws IOException {
        mend("");
    }

    /** The same, with what it does before. */
    void mend(String wait) throws IOException {
        write(wait, language.never);
    }

    private void write(String wait, String fails) throws IOException {
        Files.writeString(
                script(),
                language.text
                        .replace("LOG", work.resolve("log").toString())
                        .replace("WAIT", wait)
                        .replace("FAILS", fails));
    }

    /** A resident worker in Python that does the same, but writes down no starts. */
    Path worker() throws IOException {
        return Files.writeString(work.resolve("worker.py"), """
                import os, sys
                source, sink = sys.stdin.buffer, sys.stdout.buffer
                def say(text, body=b''):
                    sink.write(text.encode() + b'\\n' + body)
                    sink.flush()
                say('ready')
                while line := source.readline():
                    n = int(source.read(int(line.split()[1])))
                    if n % 100 == 37:
                        reason = b'bad luck'
                        say('failed %d' % len(reason), reason)
                    else:
                        result = b'result of %d\\n' % n
                        say('result %d' % len(result), result)
                        say('done')
                """);
    }

    List<Object> arguments(Object... options) {
        List<Object> all = new ArrayList<>(List.of("run", "--run-dir", runDirectory()));
        all.addAll(List.of("--inputs", work.resolve("data") + "/*.in", "--output-mode", "json"));
        all.addAll(List.of(options));
        all.addAll(List.of("--", language.interpreter, script(), "{{INFILE}}", "{{OUTFILE}}"));
        return all;
    }

    EwmsRun run(Object... options) {
        return EwmsRun.of(arguments(options).toArray());
    }

    static JsonNode last(EwmsRun run) {
        return EwmsRun.parse(run.out().getLast());
    }

    /** How often the script was started for each number. */
    Map<Integer, Integer> starts() throws IOException {
        Map<Integer, Integer> starts = new TreeMap<>();
        Path log = work.resolve("log");
        if (Files.exists(log)) {
            Files.readAllLines(log).forEach(line -> starts.merge(Integer.parseInt(line), 1, Integer::sum));
        }
        return starts;
    }

    void forgetStarts() throws IOException {
        Files.deleteIfExists(work.resolve("log"));
    }

    /** Numbers of the failures in the run's file. */
    TreeSet<Integer> failures() throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>();
        Path file = runDirectory().resolve("failures.jsonl");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String input = EwmsRun.parse(line).path("input").asText();
                String name = String.valueOf(Path.of(input).getFileName());
                assertThat(numbers.add(Integer.parseInt(name.replace(".in", ""))))
                        .isTrue();
            }
        }
        return numbers;
    }

    static boolean fails(int n) {
        return n % 100 == 37;
    }

    /** Results of exactly those inputs, right to the last byte, and nothing else beside them. */
    void hasResultsOf(int inputs, Predicate<Integer> which) {
        TreeMap<String, String> expected = new TreeMap<>();
        IntStream.rangeClosed(1, inputs)
                .filter(which::test)
                .forEach(n -> expected.put(n + ".out", "result of " + n + "\n"));
        assertThat(found()).isEqualTo(expected);
    }

    private TreeMap<String, String> found() {
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(work.resolve("data"))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.endsWith(".in")) {
                    found.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
