package org.ewms.skymap;

/**
 * Which event a map belongs to.
 *
 * @param eventType for instance {@code HESE}, {@code EHE}, {@code neutrino}; empty when unknown
 * @param mjd UTC
 */
public record EventMetadata(int runId, int eventId, String eventType, double mjd, boolean realEvent) {}
