package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scans that belong together, at a service: the name is a classifier of each, and so is what tells the same scan asked for again from
 * another.
 */
record Catalogue(WmsClient client, String name) {
    private static final String NAME = "catalogue";
    private static final String EVENT = "catalogue_event";
    private static final int LONGEST = 25;
    private static final List<String> FIELDS = List.of(
            "scan_id", "classifiers", "scan_state", "scan_ended", "trouble", "event_metadata", "priority", "timestamp");

    /** @throws IllegalArgumentException when the name is none */
    Catalogue {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "--catalogue must have 1 to " + LONGEST + " characters, is '" + name + "'");
        }
    }

    /** All scans of it that were not deleted, oldest first: their manifests in brief, by what tells them apart. */
    Map<String, JsonNode> scans() throws IOException, InterruptedException {
        ObjectNode question = Json.object();
        question.putObject("filter").put("classifiers." + NAME, name);
        FIELDS.forEach(question.withArray("manifest_projection")::add);
        Map<String, JsonNode> scans = new LinkedHashMap<>();
        client.post("/scans/find", question)
                .path("manifests")
                .forEach(each -> scans.put(each.at("/classifiers/" + EVENT).asText(), each));
        return scans;
    }

    /** Asks for a scan of this event; answers with its manifest. */
    JsonNode submit(byte[] event, Path file, ScanOrder order) throws IOException, InterruptedException {
        ObjectNode request = order.request(event, file);
        request.putObject("classifiers").put(NAME, name).put(EVENT, order.identity(event));
        return client.post("/scan", request);
    }

    /** Whether a manifest, whole or in brief, is one of its scans. */
    boolean has(JsonNode manifest) {
        return manifest.at("/classifiers/" + NAME).asText().equals(name);
    }
}
