package org.ewms.batch.kubernetes.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/**
 * Merges a site's fragment into the template of pods. Maps are merged key by key; of lists, elements with the same {@code name} are merged and others
 * appended; everything else takes the place of ours. Pure.
 */
public final class PodTemplate {
    private static final List<String> NOT_YOURS = List.of("command", "args", "workingDir", "terminationMessagePath");
    private static final List<String> OUR_VOLUMES =
            List.of(PilotPod.FILES_VOLUME, PilotPod.WORK_VOLUME, PilotPod.INPUTS_VOLUME);

    private PodTemplate() {}

    /**
     * Whether it is a fragment that may be merged.
     *
     * @throws IllegalArgumentException why not
     */
    public static void check(String fragment) {
        ObjectNode read = read(fragment);
        read.propertyStream().forEach(each -> {
            if (!each.getKey().equals("metadata") && !each.getKey().equals("spec")) {
                throw wrong("has 'metadata' and 'spec'; there is no '" + each.getKey() + "'");
            }
        });
        read.path("metadata").path("labels").propertyStream().forEach(each -> {
            if (each.getKey().startsWith("ewms.org/") || each.getKey().equals(Marks.OWNER)) {
                throw wrong("must not set label " + each.getKey() + ": pods are found by it");
            }
        });
        JsonNode spec = read.path("spec");
        if (spec.has("restartPolicy")) {
            throw wrong("must not set restartPolicy");
        }
        for (JsonNode container : spec.path("containers")) {
            for (String each : NOT_YOURS) {
                if (container.path("name").asText().equals(PilotPod.CONTAINER) && container.has(each)) {
                    throw wrong("must not set " + each + " of container " + PilotPod.CONTAINER);
                }
            }
        }
        for (JsonNode volume : spec.path("volumes")) {
            if (OUR_VOLUMES.contains(volume.path("name").asText())) {
                throw wrong("must not set volume " + volume.path("name").asText());
            }
        }
        merged(new PodTemplateSpec(), fragment);
    }

    /** Ours with the fragment merged into it. */
    public static PodTemplateSpec merged(PodTemplateSpec ours, String fragment) {
        ObjectMapper json = Serialization.jsonMapper();
        ObjectNode all = json.valueToTree(ours);
        merge(all, read(fragment));
        try {
            return json.treeToValue(all, PodTemplateSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the site's template is no pod template: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode read(String fragment) {
        if (fragment.isBlank()) {
            return Serialization.jsonMapper().createObjectNode();
        }
        try {
            return Serialization.yamlMapper().readValue(fragment, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the site's template must be YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.propertyStream().forEach(each -> {
            JsonNode ours = into.get(each.getKey());
            if (ours instanceof ObjectNode map && each.getValue() instanceof ObjectNode further) {
                merge(map, further);
            } else if (ours instanceof ArrayNode list && each.getValue() instanceof ArrayNode further) {
                further.forEach(element -> add(list, element));
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }

    private static void add(ArrayNode list, JsonNode element) {
        for (JsonNode each : list) {
            if (each instanceof ObjectNode ours
                    && element instanceof ObjectNode further
                    && further.has("name")
                    && further.get("name").equals(ours.get("name"))) {
                merge(ours, further);
                return;
            }
        }
        list.add(element);
    }

    private static IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("the site's template " + problem);
    }
}
