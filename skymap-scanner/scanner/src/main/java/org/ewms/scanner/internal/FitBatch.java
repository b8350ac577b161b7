package org.ewms.scanner.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ewms.scan.PixelTask;
import org.ewms.scan.PixelTask.Seed;

/**
 * An event message: pixels to reconstruct. JSON {@code {"pixels":[[nside,pixel,variations,x,y,z,t,energy],…]}}, where {@code variations}
 * is a bit mask and the seed vertex (m, ns, GeV) is left out when the event's own is meant; {@code null} stands for NaN.
 */
public record FitBatch(List<PixelTask> pixels) {
    /** More pixels than any sender packs into one message. */
    public static final int MAX_PIXELS = 4096;

    public FitBatch {
        pixels = List.copyOf(pixels);
    }

    public byte[] encode() {
        var bytes = new ByteArrayOutputStream(64 * pixels.size() + 16);
        try (JsonGenerator json = JsonNumbers.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("pixels");
            for (PixelTask task : pixels) {
                write(json, task);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, PixelTask task) throws IOException {
        json.writeStartArray();
        json.writeNumber(task.nside());
        json.writeNumber(task.pixel());
        json.writeNumber(task.pending());
        if (task.seed().isPresent()) {
            Seed seed = task.seed().get();
            JsonNumbers.write(json, seed.x());
            JsonNumbers.write(json, seed.y());
            JsonNumbers.write(json, seed.z());
            JsonNumbers.write(json, seed.t());
            JsonNumbers.write(json, seed.energy());
        }
        json.writeEndArray();
    }

    public static FitBatch decode(byte[] body) throws MalformedMessageException {
        List<PixelTask> tasks = new ArrayList<>();
        try (JsonParser json = JsonNumbers.FACTORY.createParser(body)) {
            JsonNumbers.expectObject(json);
            JsonNumbers.expectArrayField(json, "pixels");
            while (json.nextToken() == JsonToken.START_ARRAY) {
                if (tasks.size() == MAX_PIXELS) {
                    throw new MalformedMessageException("more than " + MAX_PIXELS + " pixels in one message");
                }
                tasks.add(read(json));
            }
            return new FitBatch(tasks);
        } catch (IOException e) {
            throw JsonNumbers.malformed("batch of pixels", e);
        }
    }

    private static PixelTask read(JsonParser json) throws IOException, MalformedMessageException {
        int nside = JsonNumbers.intValue(json, "nside");
        long pixel = JsonNumbers.longValue(json, "pixel");
        int variations = JsonNumbers.intValue(json, "variations");
        JsonNumbers.checkPixel(nside, pixel);
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return new PixelTask(nside, pixel, variations, Optional.empty());
        }
        Seed seed = new Seed(
                JsonNumbers.current(json, "x"),
                JsonNumbers.next(json, "y"),
                JsonNumbers.next(json, "z"),
                JsonNumbers.next(json, "t"),
                JsonNumbers.next(json, "energy"));
        JsonNumbers.expectEndArray(json);
        return new PixelTask(nside, pixel, variations, Optional.of(seed));
    }
}
