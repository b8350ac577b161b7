package org.ewms.skydriver.internal.desk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ewms.icecube.LocalFrame;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.KeptScan;

/** How the sky stood over the detector when a scan's event happened. */
public record LocalFrameDesk(Lookup lookup) {
    /** {@code GET /scan/ID/local-frame}. */
    public Reply frame(Call call) {
        LocalFrame frame = frame(lookup.any(call));
        double[] axes = frame.axes();
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("mjd", frame.mjd());
        reply.put(
                "axes",
                IntStream.range(0, 3)
                        .mapToObj(row -> list(Arrays.copyOfRange(axes, 3 * row, 3 * row + 3)))
                        .toList());
        reply.put("velocity", list(frame.velocity()));
        return Reply.ok(reply);
    }

    private static LocalFrame frame(KeptScan scan) {
        if (!(scan.manifest().fields().get("event_metadata") instanceof Map<?, ?> event)
                || !(event.get("mjd") instanceof Number mjd)) {
            throw ApiException.notFound("it is not known yet when the event of scan " + scan.id() + " happened");
        }
        try {
            return new LocalFrame(mjd.doubleValue());
        } catch (IllegalArgumentException e) {
            throw new ApiException(422, "scan " + scan.id() + ": " + e.getMessage());
        }
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
