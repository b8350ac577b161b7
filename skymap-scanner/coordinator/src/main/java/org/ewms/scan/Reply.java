package org.ewms.scan;

/** What the coordinator made of an input. */
public enum Reply {
    /** New; remember it. */
    ACCEPTED,
    /** Known already; changes nothing. */
    DUPLICATE,
    /** Never asked for; changes nothing. */
    UNKNOWN,
    /** The attempt failed and another is due. */
    RETRY,
    /** The last attempt failed; the fit counts as NaN. */
    ABANDONED
}
