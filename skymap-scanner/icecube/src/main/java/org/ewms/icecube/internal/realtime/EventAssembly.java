package org.ewms.icecube.internal.realtime;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.EventHeader;
import org.ewms.icecube.FitParams;
import org.ewms.icecube.Frame;
import org.ewms.icecube.FrameObject;
import org.ewms.icecube.Particle;
import org.ewms.icecube.PulseMask;
import org.ewms.icecube.PulseSeries;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.icecube.StoredFit;
import org.ewms.icecube.internal.frame.FrameReader;

/** Puts together what the layers of an event file hold. */
public final class EventAssembly {
    /** Names of the split pulses by version of the format: the one it uses, then the other. */
    private static final Map<String, List<String>> PULSES_BY_VERSION = Map.of(
            "", List.of("SplitUncleanedInIcePulses", "SplitInIcePulses"),
            "2021a", List.of("SplitUncleanedInIcePulses", "SplitInIcePulses"),
            "2023a", List.of("SplitInIcePulses", "SplitUncleanedInIcePulses"),
            "2024a", List.of("SplitInIcePulses", "SplitUncleanedInIcePulses"));

    /** Simulated particles are named so, here and in the collaboration's simulation. */
    private static final String TRUTH_PREFIX = "MC";

    private final EventJson json;

    private EventAssembly(EventJson json) {
        this.json = json;
    }

    /** Reads and checks a whole event. */
    public static RealtimeEvent assemble(byte[] content, String name) throws EventFormatException {
        return new EventAssembly(EventJson.read(content)).event(name, sha256(content));
    }

    private RealtimeEvent event(String name, String sha256) throws EventFormatException {
        List<String> pulsesNames = PULSES_BY_VERSION.get(json.version());
        if (pulsesNames == null) {
            throw new EventFormatException("unsupported version '" + json.version()
                    + "' of the realtime format, known are "
                    + String.join(
                            ", ", new TreeMap<>(PULSES_BY_VERSION).tailMap("0").keySet()) + " and files without one");
        }
        checkSums();
        EventHeader header = find(json.frames(), "I3EventHeader", EventHeader.class)
                .orElseThrow(() -> new EventFormatException("has no I3EventHeader"));
        String pulsesName = pulsesName(pulsesNames);
        PulseSeries pulses = pulses(pulsesName, 0);
        if (pulses.doms() == 0) {
            throw new EventFormatException(pulsesName + " is empty: there is no light to reconstruct");
        }
        var fits = new TreeMap<String, StoredFit>();
        var truth = new TreeMap<String, Particle>();
        collectParticles(fits, truth);
        return new RealtimeEvent(
                name,
                sha256,
                header,
                json.version(),
                AlertMessage.eventType(json),
                json.service().equals(EventJson.SIMULATING_SERVICE),
                json.frames(),
                pulsesName,
                pulses,
                Collections.unmodifiableSortedMap(fits),
                Collections.unmodifiableSortedMap(truth),
                AlertMessage.numbers(json.data()),
                AlertMessage.fits(json.data()));
    }

    private void checkSums() throws EventFormatException {
        int number = 0;
        for (Frame frame : json.frames()) {
            number++;
            if (!frame.crcOk()) {
                throw new EventFormatException(place(number, frame) + ": damaged, its checksum is wrong (over "
                        + FrameReader.range(frame.objects()) + ")");
            }
        }
    }

    private String pulsesName(List<String> candidates) throws EventFormatException {
        for (String candidate : candidates) {
            if (find(json.frames(), candidate, FrameObject.class).isPresent()) {
                return candidate;
            }
        }
        throw new EventFormatException("has no split pulses: none of " + String.join(", ", candidates));
    }

    private PulseSeries pulses(String name, int depth) throws EventFormatException {
        if (depth > Limits.MASK_DEPTH) {
            throw new EventFormatException(name + ": more than " + Limits.MASK_DEPTH + " masks upon each other");
        }
        FrameObject object = find(json.frames(), name, FrameObject.class)
                .orElseThrow(() -> new EventFormatException(name + ": is masked, but missing"));
        return switch (object) {
            case FrameObject.Pulses direct -> direct.series();
            case PulseMask mask -> apply(name, mask, pulses(mask.source(), depth + 1));
            default ->
                throw new EventFormatException(
                        name + ": holds no pulses but " + object.getClass().getSimpleName());
        };
    }

    private static PulseSeries apply(String name, PulseMask mask, PulseSeries source) throws EventFormatException {
        try {
            return mask.apply(source);
        } catch (EventFormatException e) {
            throw e.in(name);
        }
    }

    private void collectParticles(SortedMap<String, StoredFit> fits, SortedMap<String, Particle> truth)
            throws EventFormatException {
        for (Frame frame : json.frames()) {
            for (Frame.ObjectInfo info : frame.objects()) {
                if (!info.type().equals("I3Particle")) {
                    continue;
                }
                Optional<Particle> particle = find(json.frames(), info.name(), Particle.class);
                if (particle.isEmpty()) {
                    throw new EventFormatException(info.name() + ": says it is an I3Particle, but is not");
                }
                if (info.name().startsWith(TRUTH_PREFIX)) {
                    truth.put(info.name(), particle.get());
                } else {
                    fits.put(info.name(), new StoredFit(info.name(), particle.get(), minusLogL(info.name())));
                }
            }
        }
    }

    /** The parameters of {@code SPEFit2} are called {@code SPEFit2FitParams}, those of {@code VertexFit} not FitFit. */
    private OptionalDouble minusLogL(String fit) throws EventFormatException {
        String params = fit + (fit.endsWith("Fit") ? "Params" : "FitParams");
        return find(json.frames(), params, FitParams.class)
                .map(found -> OptionalDouble.of(found.minusLogL()))
                .orElseGet(OptionalDouble::empty);
    }

    /**
     * Decodes an object by name, looking in the last frame first.
     *
     * @return empty if no frame has one of this name and kind
     */
    public static <T extends FrameObject> Optional<T> find(List<Frame> frames, String name, Class<T> kind)
            throws EventFormatException {
        for (int i = frames.size() - 1; i >= 0; i--) {
            try {
                Optional<T> object = frames.get(i).get(name, kind);
                if (object.isPresent()) {
                    return object;
                }
            } catch (EventFormatException e) {
                throw e.in(place(i + 1, frames.get(i)));
            }
        }
        return Optional.empty();
    }

    private static String place(int number, Frame frame) {
        return "frame " + number + " (" + frame.stop() + ")";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
