package org.ewms.icecube;

import java.util.List;
import java.util.SortedMap;

/** What a frame holds under a name, decoded. Immutable. */
public sealed interface FrameObject
        permits EventHeader,
                FitParams,
                Particle,
                PulseMask,
                TimeWindow,
                FrameObject.Number,
                FrameObject.Whole,
                FrameObject.Flag,
                FrameObject.Text,
                FrameObject.Point,
                FrameObject.Pulses,
                FrameObject.DomWindows,
                FrameObject.Triggers,
                FrameObject.Opaque {

    /** {@code I3Double}. */
    record Number(double value) implements FrameObject {}

    /** {@code I3Int}. */
    record Whole(int value) implements FrameObject {}

    /** {@code I3Bool}. */
    record Flag(boolean value) implements FrameObject {}

    /** {@code I3String}. */
    record Text(String value) implements FrameObject {}

    /** {@code I3Position}. */
    record Point(Position position) implements FrameObject {}

    /** {@code I3RecoPulseSeriesMap}, or an {@code I3SuperDST} unpacked. */
    record Pulses(PulseSeries series) implements FrameObject {}

    /** {@code I3TimeWindowSeriesMap}: spans of time per DOM, for instance when its digitiser was saturated. */
    record DomWindows(SortedMap<OmKey, List<TimeWindow>> windows) implements FrameObject {}

    /** {@code I3SuperDSTTriggerSeries}. */
    record Triggers(List<Trigger> triggers) implements FrameObject {}

    /**
     * One trigger of the detector.
     *
     * @param configuration index into the run's table of triggers, which is not in the file
     * @param start ns after the previous trigger's start
     * @param length ns
     */
    record Trigger(int configuration, long start, long length) {}

    /** An object of a class this module does not decode. */
    record Opaque(String type, int bytes) implements FrameObject {}
}
