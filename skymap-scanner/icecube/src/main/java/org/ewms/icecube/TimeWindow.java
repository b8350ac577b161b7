package org.ewms.icecube;

/** A span of an event's time, ns, both ends included. */
public record TimeWindow(double start, double stop) implements FrameObject {
    /** Whether the time lies inside. */
    public boolean contains(double time) {
        return time >= start && time <= stop;
    }
}
