package org.ewms.icecube.internal.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ewms.icecube.AlertNumbers;
import org.ewms.icecube.Direction;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.FrameObject;
import org.ewms.icecube.MessageFit;

/** What the event says of itself as an alert. */
final class AlertMessage {
    private record Kind(String key, String eventType) {}

    /** In the order they are asked for: an alert can be several. */
    private static final List<Kind> KINDS = List.of(
            new Kind("hese", "HESE"),
            new Kind("ehe", "EHE"),
            new Kind("neutrino", "neutrino"),
            new Kind("estres", "ESTRES"));

    /** Objects that only one kind of alert has, for events without a message. */
    private static final Map<String, String> TELLING_OBJECTS =
            Map.of("HESE_llhratio", "HESE", "Estres_p_miss", "ESTRES", "PoleEHEOphelia_ImpLF", "EHE");

    private AlertMessage() {}

    /** As the original decides it; where that finds nothing, by the streams the event was sent to; else empty. */
    static String eventType(EventJson event) throws EventFormatException {
        Optional<FrameObject.Text> message =
                EventAssembly.find(event.frames(), "AlertShortFollowupMsg", FrameObject.Text.class);
        String found = message.isPresent() ? typeOfMessage(message.get().value()) : typeByObjects(event);
        if (!found.isEmpty()) {
            return found;
        }
        List<String> streams =
                event.streams().stream().map(s -> s.toLowerCase(Locale.ROOT)).toList();
        return firstKind(streams::contains);
    }

    private static String typeOfMessage(String message) throws EventFormatException {
        try {
            JsonNode json = EventJson.parse(message.getBytes(StandardCharsets.UTF_8));
            return firstKind(json::has);
        } catch (EventFormatException e) {
            throw e.in("AlertShortFollowupMsg");
        }
    }

    private static String firstKind(Predicate<String> has) {
        return KINDS.stream()
                .filter(kind -> has.test(kind.key))
                .findFirst()
                .map(Kind::eventType)
                .orElse("");
    }

    private static String typeByObjects(EventJson event) {
        return event.frames().stream()
                .flatMap(frame -> frame.objects().stream())
                .map(object -> TELLING_OBJECTS.getOrDefault(object.name(), ""))
                .filter(type -> !type.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The light the alert message counts; empty in old files. */
    static Optional<AlertNumbers> numbers(JsonNode data) {
        JsonNode channels = data.path("nch");
        JsonNode pulses = data.path("npulses");
        JsonNode charge = data.path("qtot");
        if (!channels.canConvertToInt() || !pulses.canConvertToInt() || !charge.isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new AlertNumbers(channels.intValue(), pulses.intValue(), charge.doubleValue()));
    }

    /** The fits the alert message names; none in old files. */
    static SortedMap<String, MessageFit> fits(JsonNode data) {
        var fits = new TreeMap<String, MessageFit>();
        data.path("reco").properties().forEach(entry -> {
            JsonNode fit = entry.getValue();
            if (fit.path("zen").isNumber() && fit.path("azi").isNumber()) {
                var direction = new Direction(
                        fit.get("zen").doubleValue(), fit.get("azi").doubleValue());
                JsonNode llh = fit.path("llh");
                OptionalDouble minusLogL =
                        llh.isNumber() ? OptionalDouble.of(llh.doubleValue()) : OptionalDouble.empty();
                fits.put(entry.getKey(), new MessageFit(entry.getKey(), direction, minusLogL));
            }
        });
        return Collections.unmodifiableSortedMap(fits);
    }
}
