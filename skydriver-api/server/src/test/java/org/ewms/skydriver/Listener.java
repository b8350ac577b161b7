package org.ewms.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads events of a stream. */
final class Listener implements AutoCloseable {
    /** An event as it came. */
    record Event(String name, String id, JsonNode data) {}

    private final BufferedReader in;

    Listener(Client client, String path) {
        in = new BufferedReader(new InputStreamReader(client.stream(path), StandardCharsets.UTF_8));
    }

    Event next(Predicate<Event> wanted) {
        Event event = next();
        while (!wanted.test(event)) {
            event = next();
        }
        return event;
    }

    Event next() {
        Map<String, String> fields = new HashMap<>();
        try {
            String line = in.readLine();
            while (line != null) {
                if (line.isEmpty() && fields.containsKey("event")) {
                    return new Event(
                            fields.getOrDefault("event", ""),
                            fields.getOrDefault("id", ""),
                            Client.read(fields.getOrDefault("data", "null")));
                }
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
                line = in.readLine();
            }
            throw new AssertionError("the stream ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
