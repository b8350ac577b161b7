package org.ewms.alerts.internal.record;

/** An alert came. @param at seconds since 1970 */
public record Arrival(String source, double at, int contentRevision) {}
