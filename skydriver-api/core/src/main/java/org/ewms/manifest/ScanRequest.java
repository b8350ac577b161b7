package org.ewms.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ewms.scan.NsideProgression;
import org.jspecify.annotations.Nullable;

/**
 * A scan as it was asked for.
 *
 * @param nsides pixel extension by nside, ascending
 * @param event {@code real}, {@code real_event}, {@code sim}, {@code simulated} or {@code simulated_event}
 * @param clusters where workers are wanted, and how many; a place may be named more than once
 * @param maxPixelRecoTime seconds that one pixel may take
 * @param debugMode what is kept for looking into
 * @param eventId of the stored event
 * @param environment for the scanner
 * @param mode {@code adaptive} or {@code classic}
 */
public record ScanRequest(
        String dockerTag,
        long scannerMemory,
        String reco,
        NsideProgression nsides,
        String event,
        double threshold,
        Map<String, Object> classifiers,
        List<ClusterWish> clusters,
        long workerMemory,
        long workerDisk,
        int maxPixelRecoTime,
        int priority,
        List<String> debugMode,
        String eventId,
        Map<String, Object> environment,
        String mode) {
    private static final Set<String> REAL = Set.of("real", "real_event");

    /** Workers wanted in one place. */
    public record ClusterWish(String location, int workers) {}

    /** Whether the event is one of the detector. */
    public boolean real() {
        return REAL.contains(event);
    }

    /** The command line of the original's scanner, which manifests show. */
    public String scannerArguments() {
        return "python -m skymap_scanner.server --reco-algo " + reco + " --cache-dir /common-space"
                + " --client-startup-json /common-space/startup.json --nsides "
                + nsides.toString().replace(',', ' ') + (real() ? " --real-event" : " --simulated-event")
                + " --predictive-scanning-threshold " + threshold + " ";
    }

    /** The same for another scan of the same event: {@code rescan} and {@code origin_scan_id} among its classifiers. */
    public ScanRequest again(String origin) {
        Map<String, Object> more = new LinkedHashMap<>(classifiers);
        more.put("rescan", true);
        more.put("origin_scan_id", origin);
        return new ScanRequest(
                dockerTag,
                scannerMemory,
                reco,
                nsides,
                event,
                threshold,
                more,
                clusters,
                workerMemory,
                workerDisk,
                maxPixelRecoTime,
                priority,
                debugMode,
                eventId,
                environment,
                mode);
    }

    /** The document that is kept of it. */
    public Map<String, Object> fields(String scanId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scan_id", scanId);
        fields.put("rescan_ids", List.of());
        fields.put("docker_tag", dockerTag);
        fields.put("scanner_server_memory_bytes", scannerMemory);
        fields.put("reco_algo", reco);
        Map<String, Object> extensions = new LinkedHashMap<>();
        nsides.levels().forEach(each -> extensions.put(Integer.toString(each.nside()), each.extension()));
        fields.put("nsides", extensions);
        fields.put("real_or_simulated_event", event);
        fields.put("predictive_scanning_threshold", threshold);
        fields.put("classifiers", classifiers);
        fields.put(
                "request_clusters",
                clusters.stream()
                        .map(each -> List.of(each.location(), each.workers()))
                        .toList());
        fields.put("worker_memory_bytes", workerMemory);
        fields.put("worker_disk_bytes", workerDisk);
        fields.put("max_pixel_reco_time", maxPixelRecoTime);
        fields.put("priority", priority);
        fields.put("debug_mode", debugMode);
        fields.put("i3_event_id", eventId);
        fields.put("scanner_server_env_from_user", environment);
        fields.put("scan_mode", mode);
        return fields;
    }

    /** From the document that was kept. */
    public static ScanRequest of(Map<String, Object> kept) {
        Fields fields = new Fields(kept);
        return new ScanRequest(
                fields.text("docker_tag"),
                fields.number("scanner_server_memory_bytes").longValue(),
                fields.text("reco_algo"),
                SubmitReader.progression(fields.map("nsides")),
                fields.text("real_or_simulated_event"),
                fields.number("predictive_scanning_threshold").doubleValue(),
                fields.map("classifiers"),
                SubmitReader.wishes(Objects.requireNonNull(kept.get("request_clusters"))),
                fields.number("worker_memory_bytes").longValue(),
                fields.number("worker_disk_bytes").longValue(),
                fields.number("max_pixel_reco_time").intValue(),
                fields.number("priority").intValue(),
                SubmitReader.words(kept.get("debug_mode")),
                fields.text("i3_event_id"),
                fields.map("scanner_server_env_from_user"),
                String.valueOf(kept.getOrDefault("scan_mode", SubmitReader.ADAPTIVE)));
    }

    /** Values of a document of ours. */
    private record Fields(Map<String, Object> all) {
        String text(String name) {
            return String.valueOf(Objects.requireNonNull(all.get(name), name));
        }

        Number number(String name) {
            return (Number) Objects.requireNonNull(all.get(name), name);
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> map(String name) {
            @Nullable Object value = all.get(name);
            return value == null ? Map.of() : (Map<String, Object>) value;
        }
    }
}
