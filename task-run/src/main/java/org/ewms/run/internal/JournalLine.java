package org.ewms.run.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.ewms.pilot.FileVersion;
import org.ewms.run.Outcome;
import org.ewms.run.Outcome.Done;
import org.ewms.run.Outcome.Failed;
import org.ewms.run.WorkKey;

/** An outcome as a line of JSON. */
final class JournalLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JournalLine() {}

    static String of(Outcome outcome) {
        ObjectNode node = JSON.createObjectNode();
        node.put(outcome instanceof Done ? "done" : "failed", outcome.key().toString());
        node.put("input", outcome.input()).put("output", outcome.output());
        switch (outcome) {
            case Done done -> {
                done.version().ifPresent(version -> node.put("version", version.toString()));
                node.put("wall_ms", done.wallMillis());
            }
            case Failed failed -> node.put("attempts", failed.attempts()).put("reason", failed.reason());
        }
        return text(node);
    }

    static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JacksonException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
    }

    /** Empty for a line that a crash damaged. */
    static Optional<Outcome> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            String input = node.path("input").asText();
            String output = node.path("output").asText();
            if (node.has("done")) {
                return Optional.of(new Done(
                        WorkKey.parse(node.path("done").asText()),
                        input,
                        output,
                        FileVersion.parse(node.path("version").asText()),
                        node.path("wall_ms").asLong()));
            }
            return node.has("failed")
                    ? Optional.of(new Failed(
                            WorkKey.parse(node.path("failed").asText()),
                            input,
                            output,
                            node.path("attempts").asInt(),
                            node.path("reason").asText()))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
