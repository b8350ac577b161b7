package org.ewms.icecube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.icecube.internal.archive.BitMask;

/** {@code I3RecoPulseSeriesMapMask}: picks pulses from the series stored under another name. Immutable. */
public final class PulseMask implements FrameObject {
    private final String source;
    private final BitMask doms;
    private final List<BitMask> pulses;

    /**
     * @param source name of the series this one picks from
     * @param doms one bit per DOM of the source, in order
     * @param pulses for each DOM whose bit is set, one bit per pulse
     */
    public PulseMask(String source, BitMask doms, List<BitMask> pulses) {
        this.source = source;
        this.doms = doms;
        this.pulses = List.copyOf(pulses);
    }

    /** Name of the series this one picks from; that may be a mask again. */
    public String source() {
        return source;
    }

    /**
     * The pulses picked.
     *
     * @throws EventFormatException if the source is not the one the mask was made for
     */
    public PulseSeries apply(PulseSeries from) throws EventFormatException {
        if (doms.length() != from.doms()) {
            throw new EventFormatException("masks " + doms.length() + " DOMs, but " + source + " has " + from.doms());
        }
        var out = new TreeMap<OmKey, List<Pulse>>();
        int dom = 0;
        int next = 0;
        for (Map.Entry<OmKey, List<Pulse>> entry : from.pulses().entrySet()) {
            if (doms.get(dom++)) {
                if (next == pulses.size()) {
                    throw new EventFormatException("keeps more DOMs than it has pulse masks (" + next + ")");
                }
                out.put(entry.getKey(), pick(entry.getKey(), entry.getValue(), pulses.get(next++)));
            }
        }
        return new PulseSeries(out);
    }

    private List<Pulse> pick(OmKey dom, List<Pulse> from, BitMask keep) throws EventFormatException {
        if (keep.length() != from.size()) {
            throw new EventFormatException(
                    "masks " + keep.length() + " pulses of DOM " + dom + ", but " + source + " has " + from.size());
        }
        var kept = new ArrayList<Pulse>();
        for (int i = 0; i < from.size(); i++) {
            if (keep.get(i)) {
                kept.add(from.get(i));
            }
        }
        return kept;
    }
}
