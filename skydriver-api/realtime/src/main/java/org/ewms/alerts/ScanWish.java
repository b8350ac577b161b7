package org.ewms.alerts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.scan.NsideProgression;

/**
 * A scan that a rule asks for.
 *
 * @param reco name of the reconstruction
 * @param mode {@code adaptive} or {@code classic}
 * @param clusters workers by place
 * @param priority 100 and more starts at once
 * @param seconds that one pixel may take
 * @param tag of the scanner's image
 */
public record ScanWish(
        String reco,
        NsideProgression nsides,
        String mode,
        Map<String, Integer> clusters,
        int priority,
        int seconds,
        String tag) {
    public ScanWish {
        clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
    }

    /**
     * As {@code POST /scan} takes it.
     *
     * @param event id of the stored event
     * @param classifiers what the scan is found by later
     */
    public Map<String, Object> request(String event, boolean simulated, Map<String, Object> classifiers) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("docker_tag", tag);
        request.put("reco_algo", reco);
        Map<String, Object> extensions = new LinkedHashMap<>();
        nsides.levels().forEach(each -> extensions.put(Integer.toString(each.nside()), each.extension()));
        request.put("nsides", extensions);
        request.put("real_or_simulated_event", simulated ? "simulated_event" : "real_event");
        request.put("max_pixel_reco_time", seconds);
        request.put("request_clusters", clusters);
        request.put("priority", priority);
        request.put("scan_mode", mode);
        request.put("classifiers", classifiers);
        request.put("i3_event_id", event);
        return request;
    }
}
