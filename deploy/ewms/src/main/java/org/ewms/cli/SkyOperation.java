package org.ewms.cli;

import java.util.Locale;

/** What {@code ewms sky eval} can do, by the names of its command line. */
enum SkyOperation {
    ANG2PIX,
    PIX2ANG,
    NEIGHBOURS,
    INTERP,
    BOUNDARIES,
    RING2NEST,
    NEST2RING,
    QUERY_DISC,
    QUERY_POLYGON;

    /** True when it needs both numberings, whichever is asked for. */
    boolean convertsNumbers() {
        return this == RING2NEST || this == NEST2RING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
