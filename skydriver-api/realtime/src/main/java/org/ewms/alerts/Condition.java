package org.ewms.alerts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a rule is for: those that meet everything that is asked.
 *
 * @param streams one of the alert's streams or topics must be among them; empty for any
 * @param types its event type must be among them ({@code HESE}, {@code EHE}, {@code ESTRES}, {@code neutrino}); empty for any
 * @param versions its version of the realtime format must be among them; empty for any
 * @param simulated whether it must be simulated; null for either
 * @param numbers ranges by the path of a number in the message's data, as {@code qtot} or {@code reco.energy.truncated}; one that is
 *     missing is in no range
 */
public record Condition(
        Set<String> streams,
        Set<String> types,
        Set<String> versions,
        @Nullable Boolean simulated,
        Map<String, Range> numbers) {
    /** From least to most, both included. */
    public record Range(double least, double most) {
        boolean holds(@Nullable Double number) {
            return number != null && number >= least && number <= most;
        }
    }

    /**
     * What is known of an alert.
     *
     * @param numbers of the message's data by path
     */
    public record Signs(
            List<String> streams, String type, String version, boolean simulated, Map<String, Double> numbers) {
        public Signs {
            streams = List.copyOf(streams);
            numbers = Map.copyOf(numbers);
        }
    }

    public Condition {
        streams = Set.copyOf(streams);
        types = Set.copyOf(types);
        versions = Set.copyOf(versions);
        numbers = Map.copyOf(numbers);
    }

    /** Of a rule for every alert. */
    public static Condition none() {
        return new Condition(Set.of(), Set.of(), Set.of(), null, Map.of());
    }

    /** Whether an alert meets it. */
    public boolean met(Signs alert) {
        return (streams.isEmpty() || alert.streams().stream().anyMatch(streams::contains))
                && (types.isEmpty() || types.contains(alert.type()))
                && (versions.isEmpty() || versions.contains(alert.version()))
                && (simulated == null || simulated == alert.simulated())
                && numbers.entrySet().stream()
                        .allMatch(each -> each.getValue().holds(alert.numbers().get(each.getKey())));
    }
}
