package org.ewms.scanner.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.Pointing;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.ScanException;
import org.ewms.scanner.ScanSpec;

/** What was asked for, as the file {@code scan.json}: written once, read by {@code --resume}. */
public final class SpecFile {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SpecFile() {}

    /** Identity and content of the file. */
    public record Content(String scanId, ScanSpec spec) {}

    public static byte[] encode(String scanId, ScanSpec spec, String eventSha256) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("scan_id", scanId);
        json.put("event_file", spec.eventName());
        json.put("event_sha256", eventSha256);
        json.put("reco", spec.reco());
        ObjectNode options = json.putObject("reco_options");
        new TreeMap<>(spec.options()).forEach(options::put);
        json.put("mode", spec.mode().name().toLowerCase(Locale.ROOT));
        json.put("nsides", spec.progression().toString());
        json.put("predictive_scanning_threshold", spec.predictiveThreshold());
        json.put("seed", spec.seed());
        json.put("max_attempts", spec.maxAttempts());
        spec.pointing()
                .ifPresent(at -> json.putObject("pointing_rad")
                        .put("ra", at.ra())
                        .put("dec", at.dec())
                        .put("radius", at.radius()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JacksonException e) {
            throw new IllegalStateException("scan.json could not be written", e);
        }
    }

    /** @throws ScanException naming the field that is wrong */
    public static Content decode(byte[] file, byte[] event, String eventSha256) {
        JsonNode json;
        try {
            json = JSON.readTree(file);
        } catch (IOException e) {
            throw new ScanException("scan.json is damaged: " + e.getClass().getSimpleName(), e);
        }
        if (json.path("version").asInt() != VERSION) {
            throw new ScanException(
                    "scan.json has version " + json.path("version") + ", this program reads " + VERSION);
        }
        if (!eventSha256.equals(json.path("event_sha256").asText())) {
            throw new ScanException("event.json is not the event this scan was started with (its SHA-256 differs)");
        }
        return new Content(text(json, "scan_id"), spec(json, event));
    }

    private static ScanSpec spec(JsonNode json, byte[] event) {
        Map<String, String> options = new TreeMap<>();
        json.path("reco_options")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        try {
            return new ScanSpec(
                    text(json, "event_file"),
                    event,
                    text(json, "reco"),
                    options,
                    NsideProgression.parse(text(json, "nsides")),
                    ScanMode.valueOf(text(json, "mode").toUpperCase(Locale.ROOT)),
                    json.path("predictive_scanning_threshold").asDouble(),
                    json.path("seed").asLong(),
                    json.path("max_attempts").asInt(),
                    pointing(json.path("pointing_rad")));
        } catch (IllegalArgumentException e) {
            throw new ScanException("scan.json is damaged: " + e.getMessage(), e);
        }
    }

    private static Optional<Pointing> pointing(JsonNode json) {
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Pointing(
                json.path("ra").asDouble(),
                json.path("dec").asDouble(),
                json.path("radius").asDouble()));
    }

    private static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new ScanException("scan.json is damaged: no " + field);
        }
        return json.path(field).asText();
    }
}
