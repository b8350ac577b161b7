package org.ewms.icecube;

/**
 * Light seen by one DOM.
 *
 * @param time ns, relative to the event's start
 * @param charge photoelectrons
 * @param width ns
 * @param flags bit 0 local coincidence (HLC), bit 1 ATWD, bit 2 FADC
 */
public record Pulse(double time, double charge, double width, int flags) {
    public boolean hlc() {
        return (flags & 1) != 0;
    }
}
