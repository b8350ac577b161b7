package org.ewms.icecube;

/**
 * Where and when the event's light sets in.
 *
 * @param position charge-weighted mean of the first DOMs with light, m
 * @param time ns, relative to the event's start
 */
public record ChargeVertex(Position position, double time) {}
