package org.ewms.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;

/**
 * What is asked of a scan service, but for the event.
 *
 * @param nsides {@code NSIDE:EXTENSION,…}
 * @param threshold of predictive scanning
 * @param simulated whether the events are
 * @param location where workers are wanted
 * @param workers how many for each scan
 */
record ScanOrder(
        String reco,
        String nsides,
        ScanMode mode,
        double threshold,
        boolean simulated,
        int priority,
        String location,
        int workers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_SECONDS = 3600;

    /** The service's classifiers hold 25 characters each. */
    private static final int IDENTITY_LENGTH = 24;

    /**
     * The request for a scan of this event.
     *
     * @param name of its file, for messages
     * @throws IllegalArgumentException when the event is not JSON, or the nsides are none
     */
    ObjectNode request(byte[] event, Path name) throws IOException {
        ObjectNode request = Json.object()
                .put("docker_tag", "latest")
                .put("reco_algo", reco)
                .put("real_or_simulated_event", simulated ? "sim" : "real")
                .put("max_pixel_reco_time", MOST_SECONDS)
                .put("predictive_scanning_threshold", threshold)
                .put("scan_mode", mode.name().toLowerCase(Locale.ROOT))
                .put("priority", priority);
        ObjectNode extensions = request.putObject("nsides");
        NsideProgression.parse(nsides)
                .levels()
                .forEach(each -> extensions.put(Integer.toString(each.nside()), each.extension()));
        request.putObject("request_clusters").put(location, workers);
        try {
            request.set("event_i3live_json", JSON.readTree(event));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(name + " is not JSON: " + e.getOriginalMessage(), e);
        }
        return request;
    }

    /** The same for the same event and whatever its result depends on. */
    String identity(byte[] event) {
        String how = String.join(
                " ",
                reco,
                NsideProgression.parse(nsides).toString(),
                mode.name(),
                Double.toString(threshold),
                Boolean.toString(simulated));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(how.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(event);
            return HexFormat.of().formatHex(digest.digest()).substring(0, IDENTITY_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
