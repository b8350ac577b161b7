package org.ewms.scanner.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ewms.scan.Fit;
import org.ewms.scan.FitId;

/**
 * A result message: what came of one batch. JSON
 * {@code {"fits":[[nside,pixel,variation,llh,x,y,z,t,energy,eIn,eTot],…],"failed":[[nside,pixel,variation,"reason"],…],"seconds":s}};
 * {@code null} stands for NaN.
 *
 * @param seconds of CPU time or, where that is unknown, wall time spent on the fits
 */
public record FitReport(List<Fit> fits, List<Failure> failed, double seconds) {
    private static final int MAX_FITS = FitBatch.MAX_PIXELS * 32;
    private static final int MAX_REASON = 500;

    /** A fit that did not succeed in this attempt. */
    public record Failure(FitId id, String reason) {
        public Failure {
            reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
        }
    }

    public FitReport {
        fits = List.copyOf(fits);
        failed = List.copyOf(failed);
    }

    public byte[] encode() {
        var bytes = new ByteArrayOutputStream(128 * fits.size() + 64);
        try (JsonGenerator json = JsonNumbers.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("fits");
            for (Fit fit : fits) {
                write(json, fit);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("failed");
            for (Failure failure : failed) {
                json.writeStartArray();
                write(json, failure.id());
                json.writeString(failure.reason());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeFieldName("seconds");
            JsonNumbers.write(json, seconds);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, FitId id) throws IOException {
        json.writeNumber(id.nside());
        json.writeNumber(id.pixel());
        json.writeNumber(id.variation());
    }

    private static void write(JsonGenerator json, Fit fit) throws IOException {
        json.writeStartArray();
        write(json, fit.id());
        JsonNumbers.write(json, fit.llh());
        JsonNumbers.write(json, fit.x());
        JsonNumbers.write(json, fit.y());
        JsonNumbers.write(json, fit.z());
        JsonNumbers.write(json, fit.t());
        JsonNumbers.write(json, fit.energy());
        JsonNumbers.write(json, fit.eIn());
        JsonNumbers.write(json, fit.eTot());
        json.writeEndArray();
    }

    public static FitReport decode(byte[] body) throws MalformedMessageException {
        try (JsonParser json = JsonNumbers.FACTORY.createParser(body)) {
            List<Fit> fits = new ArrayList<>();
            List<Failure> failed = new ArrayList<>();
            JsonNumbers.expectObject(json);
            JsonNumbers.expectArrayField(json, "fits");
            while (json.nextToken() == JsonToken.START_ARRAY) {
                checkCount(fits.size());
                fits.add(readFit(json));
            }
            JsonNumbers.expectArrayField(json, "failed");
            while (json.nextToken() == JsonToken.START_ARRAY) {
                checkCount(failed.size());
                failed.add(new Failure(readId(json), JsonNumbers.text(json, "reason")));
                JsonNumbers.expectEndArray(json);
            }
            if (!"seconds".equals(json.nextFieldName())) {
                throw new MalformedMessageException("expected the field 'seconds'");
            }
            return new FitReport(fits, failed, JsonNumbers.next(json, "seconds"));
        } catch (IOException e) {
            throw JsonNumbers.malformed("report of fits", e);
        }
    }

    private static void checkCount(int size) throws MalformedMessageException {
        if (size == MAX_FITS) {
            throw new MalformedMessageException("more than " + MAX_FITS + " fits in one message");
        }
    }

    private static FitId readId(JsonParser json) throws IOException, MalformedMessageException {
        int nside = JsonNumbers.intValue(json, "nside");
        long pixel = JsonNumbers.longValue(json, "pixel");
        JsonNumbers.checkPixel(nside, pixel);
        return new FitId(nside, pixel, JsonNumbers.intValue(json, "variation"));
    }

    private static Fit readFit(JsonParser json) throws IOException, MalformedMessageException {
        Fit fit = new Fit(
                readId(json),
                JsonNumbers.next(json, "llh"),
                JsonNumbers.next(json, "x"),
                JsonNumbers.next(json, "y"),
                JsonNumbers.next(json, "z"),
                JsonNumbers.next(json, "t"),
                JsonNumbers.next(json, "energy"),
                JsonNumbers.next(json, "eIn"),
                JsonNumbers.next(json, "eTot"));
        JsonNumbers.expectEndArray(json);
        return fit;
    }
}
