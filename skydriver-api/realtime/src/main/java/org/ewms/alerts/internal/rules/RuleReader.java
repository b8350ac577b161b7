package org.ewms.alerts.internal.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ewms.alerts.Condition;
import org.ewms.alerts.Rule;
import org.ewms.alerts.ScanWish;
import org.ewms.scan.NsideProgression;
import org.jspecify.annotations.Nullable;

/** Reads rules. @param sinks names of those that notices can go to */
record RuleReader(Set<String> sinks) {
    private static final int PROMPT = 150;
    private static final int REFINED = 50;
    private static final int PIXEL_SECONDS = 3600;
    private static final String[] PIPELINES = {"Gold Track Alert", "Bronze Track Alert", "Cascade Alert"};

    Rule rule(Entry entry) {
        entry.only("name", "when", "ignore", "prompt", "refined", "notify", "pipeline", "topology");
        String name = entry.needed("name", "tracks").text();
        Condition when = entry.field("when").map(RuleReader::condition).orElseGet(Condition::none);
        boolean ignored = entry.field("ignore").map(Entry::flag).orElse(false);
        @Nullable
        ScanWish prompt = entry.field("prompt").map(each -> wish(each, PROMPT)).orElse(null);
        @Nullable
        ScanWish refined =
                entry.field("refined").map(each -> wish(each, REFINED)).orElse(null);
        if (ignored == (prompt != null || refined != null)) {
            throw entry.wrong("must have either ignore: true, or prompt, refined or both");
        }
        List<String> notify = entry.field("notify").map(Entry::texts).orElse(List.of());
        for (String sink : notify) {
            if (!sinks.contains(sink)) {
                throw entry.needed("notify", "[]")
                        .wrong("names the sink '" + sink + "', which is not under sinks; there are: "
                                + (sinks.isEmpty() ? "none" : String.join(", ", sinks)));
            }
        }
        return new Rule(
                name,
                when,
                prompt,
                refined,
                notify.stream().distinct().toList(),
                entry.field("pipeline").map(each -> each.oneOf(PIPELINES)).orElse(null),
                topology(entry, refined == null ? prompt : refined));
    }

    private static String topology(Entry entry, @Nullable ScanWish wish) {
        return entry.field("topology")
                .map(each -> each.oneOf("Track", "Shower"))
                .orElse(wish != null && wish.reco().equals("cascade") ? "Shower" : "Track");
    }

    private static Condition condition(Entry entry) {
        entry.only("stream", "type", "version", "simulated", "numbers");
        Map<String, Condition.Range> numbers = new LinkedHashMap<>();
        entry.field("numbers").ifPresent(all -> all.members().forEach((name, each) -> numbers.put(name, range(each))));
        return new Condition(
                texts(entry, "stream"),
                texts(entry, "type"),
                texts(entry, "version"),
                entry.field("simulated").map(Entry::flag).orElse(null),
                numbers);
    }

    private static Condition.Range range(Entry entry) {
        entry.only("min", "max");
        Optional<Double> least = entry.field("min").map(Entry::number);
        Optional<Double> most = entry.field("max").map(Entry::number);
        if (least.isEmpty() && most.isEmpty()) {
            throw entry.wrong("needs min, max or both, for instance {min: 500}");
        }
        double from = least.orElse(Double.NEGATIVE_INFINITY);
        double to = most.orElse(Double.POSITIVE_INFINITY);
        if (!(from <= to)) {
            throw entry.wrong("has a min of " + from + " above its max of " + to);
        }
        return new Condition.Range(from, to);
    }

    private static Set<String> texts(Entry entry, String name) {
        return entry.field(name).map(each -> Set.copyOf(each.texts())).orElse(Set.of());
    }

    private static ScanWish wish(Entry entry, int priority) {
        entry.only("reco", "nsides", "mode", "clusters", "priority", "max_pixel_reco_time", "docker_tag");
        Map<String, Integer> clusters = new LinkedHashMap<>();
        entry.needed("clusters", "{local: 2}")
                .members()
                .forEach((place, workers) -> clusters.put(place, workers.whole(1, 100_000)));
        if (clusters.isEmpty()) {
            throw entry.needed("clusters", "{local: 2}").wrong("must name a place with workers, as {local: 2}");
        }
        return new ScanWish(
                entry.needed("reco", "spe").text(),
                entry.needed("nsides", "\"8:0,64:12,512:24\"").read(NsideProgression::parse),
                entry.field("mode")
                        .map(each -> each.oneOf("adaptive", "classic"))
                        .orElse("adaptive"),
                clusters,
                entry.field("priority").map(each -> each.whole(0, 1_000_000)).orElse(priority),
                entry.field("max_pixel_reco_time")
                        .map(each -> each.whole(1, 86_400))
                        .orElse(PIXEL_SECONDS),
                entry.field("docker_tag").map(Entry::text).orElse("latest"));
    }
}
