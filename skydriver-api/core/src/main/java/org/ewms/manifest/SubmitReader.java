package org.ewms.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.scan.NsideProgression;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /scan}, which has the form that the OpenAPI document asks for, and checks what that cannot say. */
public final class SubmitReader {
    static final String ADAPTIVE = "adaptive";
    private static final String DEBUG_OUTPUT = "client-logs";
    private static final List<String> RESERVED = List.of("rescan", "origin_scan_id");

    private final SubmitRules rules;

    public SubmitReader(SubmitRules rules) {
        this.rules = rules;
    }

    /** Where the event comes from; called last, when all else is known to be good. */
    @FunctionalInterface
    public interface Events {
        /**
         * The id of the stored event.
         *
         * @param id of one that is stored; null when the event itself was sent
         * @param event an object or its text; null when an id was sent
         * @throws RequestException when there is no such event, or the text is none
         */
        String stored(@Nullable String id, @Nullable Object event);
    }

    /**
     * The request.
     *
     * @throws RequestException naming the field
     */
    public ScanRequest read(Map<String, Object> body, Events events) {
        if (given(body.get("memory"))) {
            throw new RequestException("argument 'memory' is deprecated -- use 'worker_memory_bytes'");
        }
        String tag = rules.tag().apply(text(body, "docker_tag"));
        long scannerMemory = size(body, "scanner_server_memory_bytes", "scanner_server_memory", rules.scannerMemory());
        String reco = reco(text(body, "reco_algo"));
        NsideProgression nsides = progression(map(body.get("nsides")));
        double threshold = threshold(body.get("predictive_scanning_threshold"));
        Map<String, Object> classifiers = classifiers(map(body.get("classifiers")));
        List<ScanRequest.ClusterWish> clusters = clusters(either(body, "request_clusters", "cluster"));
        long memory = size(body, "worker_memory_bytes", "worker_memory", rules.workerMemory());
        long disk = size(body, "worker_disk_bytes", "worker_disk", rules.workerDisk());
        List<String> debug = words(body.get("debug_mode"));
        if (debug.contains(DEBUG_OUTPUT)) {
            clusters.forEach(this::checkDebug);
        }
        Map<String, Object> environment = map(either(body, "scanner_server_env_from_user", "scanner_server_env"));
        return new ScanRequest(
                tag,
                scannerMemory,
                reco,
                nsides,
                text(body, "real_or_simulated_event"),
                threshold,
                classifiers,
                clusters,
                memory,
                disk,
                number(body, "max_pixel_reco_time", 1),
                number(body, "priority", 0),
                debug,
                event(body, events),
                environment,
                String.valueOf(body.getOrDefault("scan_mode", ADAPTIVE)));
    }

    private static String event(Map<String, Object> body, Events events) {
        @Nullable Object event = body.get("event_i3live_json");
        @Nullable Object id = body.get("i3_event_id");
        if (given(event) == given(id)) {
            throw new RequestException("Must provide either 'event_i3live_json' or 'i3_event_id' (xor)");
        }
        return given(id) ? events.stored(String.valueOf(id), null) : events.stored(null, event);
    }

    private String reco(String name) {
        if (rules.recos() != null && !rules.recos().contains(name)) {
            throw new RequestException("'reco_algo': there is no reconstruction " + name + " here (available: "
                    + String.join(", ", rules.recos().stream().sorted().toList()) + ")");
        }
        return name;
    }

    private static double threshold(@Nullable Object value) {
        double threshold = value instanceof Number number ? number.doubleValue() : 1.0;
        if (!(threshold > 0.1)) {
            throw new RequestException("'predictive_scanning_threshold': must be above 0.1");
        }
        return threshold;
    }

    /** Ascending by nside, whatever the order of the object's members. */
    static NsideProgression progression(Map<String, Object> nsides) {
        Map<Integer, Integer> sorted = new TreeMap<>();
        nsides.forEach((nside, extension) -> sorted.put(whole(nside), whole(extension)));
        try {
            return new NsideProgression(sorted.entrySet().stream()
                    .map(each -> new NsideProgression.Level(each.getKey(), each.getValue()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new RequestException(String.valueOf(e.getMessage()).replaceFirst("^nsides:", "'nsides':"));
        }
    }

    private static int whole(Object value) {
        try {
            return value instanceof Integer number ? number : Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new RequestException("'nsides': " + value + " is not a whole number");
        }
    }

    private static Map<String, Object> classifiers(Map<String, Object> classifiers) {
        for (String reserved : RESERVED) {
            if (classifiers.containsKey(reserved)) {
                throw new RequestException("classifier cannot contain '" + reserved + "' sub-field");
            }
        }
        return classifiers;
    }

    private List<ScanRequest.ClusterWish> clusters(@Nullable Object asked) {
        if (asked == null) {
            throw new RequestException("'request_clusters' is a required property");
        }
        List<ScanRequest.ClusterWish> wishes = wishes(asked);
        for (ScanRequest.ClusterWish wish : wishes) {
            if (!rules.clusters().containsKey(wish.location())) {
                throw new RequestException("requested unknown cluster: " + wish.location() + " (available: "
                        + String.join(", ", rules.clusters().keySet()) + ")");
            }
        }
        return wishes;
    }

    static List<ScanRequest.ClusterWish> wishes(Object asked) {
        List<ScanRequest.ClusterWish> wishes = new ArrayList<>();
        if (asked instanceof Map<?, ?> map) {
            map.forEach((location, workers) -> wishes.add(wish(location, workers)));
        } else if (asked instanceof Collection<?> list) {
            list.forEach(each -> {
                List<?> pair = (List<?>) each;
                wishes.add(wish(pair.get(0), pair.get(1)));
            });
        }
        return List.copyOf(wishes);
    }

    private static ScanRequest.ClusterWish wish(Object location, Object workers) {
        return new ScanRequest.ClusterWish(String.valueOf(location), ((Number) workers).intValue());
    }

    private void checkDebug(ScanRequest.ClusterWish wish) {
        int most = rules.clusters().getOrDefault(wish.location(), SubmitRules.UNLIMITED);
        if (wish.workers() > most) {
            throw new RequestException("Too many workers: Cluster '" + wish.location() + "' can only have " + most
                    + " workers when 'debug_mode' includes '" + DEBUG_OUTPUT + "'");
        }
    }

    static List<String> words(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(String.valueOf(value));
        };
    }

    private static long size(Map<String, Object> body, String name, String alias, long otherwise) {
        @Nullable Object value = either(body, name, alias);
        return value == null ? otherwise : DataSize.bytes(value);
    }

    private static @Nullable Object either(Map<String, Object> body, String name, String alias) {
        if (given(body.get(name))) {
            return body.get(name);
        }
        return given(body.get(alias)) ? body.get(alias) : null;
    }

    private static String text(Map<String, Object> body, String name) {
        return String.valueOf(body.get(name));
    }

    private static int number(Map<String, Object> body, String name, int otherwise) {
        return body.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> copy.put(String.valueOf(name), each));
        }
        return copy;
    }

    private static boolean given(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
