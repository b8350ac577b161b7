package org.ewms.icecube.internal.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.Frame;
import org.ewms.icecube.internal.frame.FrameReader;

/**
 * The outermost layer of a realtime event. Both forms are read: {@code value.data} is the list of frames (until 2017), or
 * an object with the numbers of the alert and the frames among them.
 *
 * @param service who wrote it
 * @param version of the format, empty in old files
 * @param streams what kinds of alert the event was sent for
 * @param data the alert's numbers; missing in old files
 * @param frames all frames, their checksums not judged yet
 */
public record EventJson(String service, String version, List<String> streams, JsonNode data, List<Frame> frames) {

    /** The service that writes simulated events: ours. */
    public static final String SIMULATING_SERVICE = "ewms-simulate";

    private static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxTokenCount(Limits.JSON_TOKENS)
                        .maxNestingDepth(Limits.JSON_DEPTH)
                        .maxStringLength(Limits.FILE_BYTES)
                        .maxDocumentLength(Limits.FILE_BYTES)
                        .build())
                .build();
    }

    /** Reads the JSON and unpacks the frames. */
    public static EventJson read(byte[] content) throws EventFormatException {
        JsonNode root = object(parse(content), "the file");
        JsonNode value = object(root.path("value"), "value");
        JsonNode data = value.path("data");
        JsonNode frames = data.isArray() ? data : data.path("frames");
        if (!frames.isArray()) {
            throw new EventFormatException((data.isObject() ? "value.data.frames" : "value.data")
                    + " must be the list of frames, is " + kind(data.isObject() ? frames : data));
        }
        return new EventJson(
                text(root, "service"), text(value, "version"), texts(value.path("streams")), data, unpack(frames));
    }

    /** Parses JSON of untrusted origin: bounded in size, depth and numbers. */
    public static JsonNode parse(byte[] content) throws EventFormatException {
        if (content.length > Limits.FILE_BYTES) {
            throw new EventFormatException("larger than " + Limits.FILE_BYTES + " bytes");
        }
        try {
            return MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new EventFormatException("no valid JSON"
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")")
                    + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new EventFormatException("no valid JSON: " + e.getMessage());
        }
    }

    private static List<Frame> unpack(JsonNode list) throws EventFormatException {
        if (list.isEmpty() || list.size() > Limits.FRAMES) {
            throw new EventFormatException("has " + list.size() + " frames, 1 to " + Limits.FRAMES + " are expected");
        }
        var frames = new ArrayList<Frame>();
        int allowance = Limits.EVENT_BYTES;
        for (JsonNode pair : list) {
            String place = "frame " + (frames.size() + 1);
            if (pair.size() != 2 || !pair.path(0).isTextual() || !pair.path(1).isTextual()) {
                throw new EventFormatException(
                        place + ": must be a pair [stop letter, text], is " + kind(pair) + " of size " + pair.size());
            }
            String letter = pair.path(0).textValue();
            try {
                byte[] bytes = FrameText.unpack(pair.path(1).textValue(), allowance);
                allowance -= bytes.length;
                frames.add(checked(FrameReader.read(bytes), letter));
            } catch (EventFormatException e) {
                throw e.in(place + " (" + letter + ")");
            }
        }
        return List.copyOf(frames);
    }

    private static Frame checked(Frame frame, String letter) throws EventFormatException {
        if (!letter.equals(String.valueOf(frame.stop()))) {
            throw new EventFormatException("is a " + frame.stop() + " frame inside");
        }
        return frame;
    }

    private static JsonNode object(JsonNode node, String name) throws EventFormatException {
        if (!node.isObject()) {
            throw new EventFormatException(name + " must be a JSON object, is " + kind(node));
        }
        return node;
    }

    private static String text(JsonNode parent, String field) throws EventFormatException {
        JsonNode node = parent.path(field);
        if (!node.isTextual() && !node.isMissingNode() && !node.isNull()) {
            throw new EventFormatException(field + " must be a string, is " + kind(node));
        }
        return node.asText("");
    }

    private static List<String> texts(JsonNode node) {
        var out = new ArrayList<String>();
        node.forEach(item -> out.add(item.asText("")));
        return List.copyOf(out);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "missing"
                : "of type " + node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
