package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunException;

/**
 * The command line of a run, as it is kept in the run's directory.
 *
 * @param base directory it was typed in
 * @param options before the {@code --}, without {@code --retry-failed}
 * @param command after it
 */
record RunLine(Path base, List<String> options, List<String> command) {
    RunLine {
        options = List.copyOf(options);
        command = List.copyOf(command);
    }

    /** @param arguments of the whole program */
    static RunLine of(Path base, List<String> arguments) {
        int run = arguments.indexOf("run");
        int end = arguments.indexOf("--");
        int split = end < 0 ? arguments.size() : end;
        List<String> options = new ArrayList<>(arguments.subList(run + 1, split));
        options.removeIf(each -> each.equals("--retry-failed"));
        return new RunLine(base, options, end < 0 ? List.of() : arguments.subList(end + 1, arguments.size()));
    }

    /** With further options, which win over those that are there. */
    String[] arguments(List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        all.add("--");
        all.addAll(command);
        return all.toArray(String[]::new);
    }

    void write(RunDirectory directory) throws IOException {
        ObjectNode node = Json.object();
        node.put("directory", base.toString());
        options.forEach(node.putArray("options")::add);
        command.forEach(node.putArray("command")::add);
        RunDirectory.write(directory.commandLine(), Json.pretty(node));
    }

    static RunLine read(RunDirectory directory) throws IOException {
        if (!Files.isRegularFile(directory.commandLine())) {
            throw new RunException(directory.root() + " holds no run (no run.json)");
        }
        JsonNode node = JsonMapper.builder().build().readTree(Files.readAllBytes(directory.commandLine()));
        return new RunLine(
                Path.of(node.path("directory").asText()), texts(node.path("options")), texts(node.path("command")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
