package org.ewms.icecube.internal.archive;

/** The classes that announce themselves where they first occur in an archive, and the newest version we know. */
enum ArchiveClass {
    FRAME_OBJECT("I3FrameObject", 0),
    MAP("map", 0),
    PAIR("pair", 0),
    VECTOR("vector", 0),
    OM_KEY("OMKey", 2),
    RECO_PULSE("I3RecoPulse", 3),
    TIME("I3Time", 0),
    POSITION("I3Position", 0),
    DIRECTION("I3Direction", 0),
    TIME_WINDOW("I3TimeWindow", 1),
    TIME_WINDOW_SERIES("I3TimeWindowSeries", 1),
    BIT_MASK("bitmask", 0),
    BIT_MASK_VECTOR("vector of bitmasks", 0),
    STAMPS("charge stamps", 0),
    HEADERS("DOM headers", 0),
    BYTES("bytes", 0),
    SIZE("size codec", 0);

    final String label;
    final int newest;

    ArchiveClass(String label, int newest) {
        this.label = label;
        this.newest = newest;
    }
}
