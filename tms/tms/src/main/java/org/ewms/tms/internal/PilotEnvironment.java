package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ewms.batch.Capability;
import org.ewms.batch.SubmitRequest;
import org.ewms.tms.Site;

/**
 * What a pilot is told, in its variables: what the site has as defaults, what the user set, what the site sets, then the task and its queues. Credentials are files. Pure.
 *
 * @param variables no secrets
 * @param secrets by file name
 */
public record PilotEnvironment(Map<String, String> variables, Map<String, String> secrets) {
    private static final String PREFIX = "EWMS_PILOT_";

    /** Of a pilot whose task's number of workers follows the backlog, where nothing else is said: as the workflow service has it. */
    private static final String IDLE_SECONDS = "60";

    /** For this offer at this site. */
    public static PilotEnvironment of(Offer offer, Site site) {
        Map<String, String> all = new TreeMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        all.putAll(site.defaults());
        JsonNode elastic = offer.directive().path("workers");
        if (elastic.has("max")) {
            all.put(
                    PREFIX + "TIMEOUT_QUEUE_INCOMING",
                    elastic.path("idle_seconds").asText(IDLE_SECONDS));
        }
        offer.taskforce()
                .path("pilot_config")
                .path("environment")
                .properties()
                .forEach(each -> all.put(each.getKey(), text(each.getValue())));
        if (site.batch().capabilities().contains(Capability.PILOT_STATUS)) {
            all.putIfAbsent(PREFIX + "HTCHIRP", "True");
            all.putIfAbsent(PREFIX + "HTCHIRP_DEST", "JOB_EVENT_LOG");
        }
        JsonNode directive = offer.directive();
        if (directive.path("timeout_seconds").isNumber()) {
            all.putIfAbsent(
                    PREFIX + "TASK_TIMEOUT", directive.path("timeout_seconds").asText());
        }
        all.putAll(site.environment());
        put(all, "TASK_IMAGE", directive.path("task_image").asText(""));
        put(all, "TASK_ARGS", directive.path("task_args").asText(""));
        put(all, "INIT_IMAGE", directive.path("init_image").asText(""));
        put(all, "INIT_ARGS", directive.path("init_args").asText(""));
        putJson(all, "TASK_ENV_JSON", directive.path("task_env"));
        putJson(all, "INIT_ENV_JSON", directive.path("init_env"));
        boolean files = site.pilot() instanceof Site.Pilot.Command;
        queues(all, secrets, "QUEUE_INCOMING", profiles(offer, directive.path("input_queues")), files);
        queues(all, secrets, "QUEUE_OUTGOING", profiles(offer, directive.path("output_queues")), files);
        return new PilotEnvironment(all, secrets);
    }

    private static void put(Map<String, String> all, String name, String value) {
        if (!value.isEmpty()) {
            all.put(PREFIX + name, value);
        }
    }

    private static void putJson(Map<String, String> all, String name, JsonNode value) {
        if (!value.isEmpty()) {
            all.put(PREFIX + name, value.toString());
        }
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(each -> parts.add(each.asText()));
        return String.join(",", parts);
    }

    private static List<Offer.QueueProfile> profiles(Offer offer, JsonNode ids) {
        List<Offer.QueueProfile> all = new ArrayList<>();
        for (JsonNode id : ids) {
            all.add(offer.queues().stream()
                    .filter(each -> each.id().equals(id.asText()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "queue " + id.asText() + " of the task is not among those that were offered with it")));
        }
        return all;
    }

    private static void queues(
            Map<String, String> all,
            Map<String, String> secrets,
            String prefix,
            List<Offer.QueueProfile> queues,
            boolean asFiles) {
        if (queues.isEmpty()) {
            return;
        }
        put(all, prefix, joined(queues, Offer.QueueProfile::id));
        put(all, prefix + "_BROKER_TYPE", joined(queues, Offer.QueueProfile::type));
        put(all, prefix + "_BROKER_ADDRESS", joined(queues, Offer.QueueProfile::address));
        if (queues.stream().allMatch(each -> each.token().isEmpty())) {
            return;
        }
        String base = prefix.toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-token-";
        List<String> names = new ArrayList<>();
        for (Offer.QueueProfile each : queues) {
            String name = base + names.size();
            names.add(name);
            secrets.put(name, each.token());
        }
        if (asFiles) {
            put(
                    all,
                    prefix + "_AUTH_TOKEN_FILE",
                    names.stream().map(each -> SubmitRequest.FILES + "/" + each).collect(Collectors.joining(";")));
        } else {
            put(all, prefix + "_AUTH_TOKEN", SubmitRequest.CONTENT + String.join(";", names));
        }
    }

    private static String joined(List<Offer.QueueProfile> queues, Function<Offer.QueueProfile, String> part) {
        return queues.stream().map(part).collect(Collectors.joining(";"));
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "PilotEnvironment";
    }
}
