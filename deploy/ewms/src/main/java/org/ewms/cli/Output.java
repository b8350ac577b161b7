package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a listing is printed. */
enum Output {
    /** For people. */
    TABLE,
    JSON,
    YAML;

    /**
     * Prints it.
     *
     * @param data all of it, for programs
     * @param lines the same for people
     */
    void print(Console console, JsonNode data, List<String> lines) throws IOException {
        switch (this) {
            case TABLE -> lines.forEach(console.out()::println);
            case JSON -> console.out().write(Json.pretty(data));
            case YAML -> console.out().write(Yaml.of(data).getBytes(StandardCharsets.UTF_8));
        }
    }
}
