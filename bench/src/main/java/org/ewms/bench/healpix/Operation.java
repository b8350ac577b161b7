package org.ewms.bench.healpix;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is measured, in either numbering. */
public enum Operation {
    ANG2PIX_RING,
    ANG2PIX_NEST,
    PIX2ANG_RING,
    PIX2ANG_NEST,
    VEC2PIX_RING,
    VEC2PIX_NEST,
    PIX2VEC_RING,
    PIX2VEC_NEST,
    RING2NEST,
    NEST2RING,
    NEIGHBOURS_RING,
    NEIGHBOURS_NEST,
    INTERPOL_RING,
    INTERPOL_NEST,
    BOUNDARIES_RING,
    BOUNDARIES_NEST,
    QUERY_DISC_RING,
    QUERY_DISC_NEST,
    QUERY_DISC_INCLUSIVE_RING,
    QUERY_DISC_INCLUSIVE_NEST,
    QUERY_POLYGON_RING,
    QUERY_POLYGON_NEST,
    BATCH_ANG2PIX_RING,
    BATCH_ANG2PIX_NEST,
    BATCH_PIX2ANG_RING,
    BATCH_PIX2ANG_NEST;

    private static final Pattern WORD = Pattern.compile("_(.)");
    private static final String BATCH = "BATCH_";

    /** True for whole arrays at a time. */
    public boolean batch() {
        return name().startsWith(BATCH);
    }

    /** True for questions about a region. */
    public boolean query() {
        return name().startsWith("QUERY_");
    }

    /** The operation of the other libraries that does the same, one call at a time. */
    public Operation scalar() {
        return batch() ? valueOf(name().substring(BATCH.length())) : this;
    }

    /** The calls of one round. */
    public int calls() {
        return query() ? Inputs.QUERIES : Inputs.CALLS;
    }

    /** The name as a method would have it, which is what the C++ program prints. */
    public String id() {
        return WORD.matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /** For people: what, and in which numbering. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
