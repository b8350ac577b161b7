package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The ewms command run to its end within this JVM: its exit code and the lines it printed. */
record EwmsRun(int code, List<String> out, List<String> errors) {
    static EwmsRun of(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Ewms.run(console, Clock.systemUTC(), words);
        return new EwmsRun(
                code,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /** The lines printed, after checking that all went well. */
    List<String> lines() {
        assertThat(code).as("exit code; %s", errors).isZero();
        return out;
    }

    /** The same, each read as JSON. */
    List<JsonNode> json() {
        return lines().stream().map(EwmsRun::parse).toList();
    }

    static JsonNode parse(String line) {
        try {
            return JsonMapper.builder().build().readTree(line);
        } catch (JacksonException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
