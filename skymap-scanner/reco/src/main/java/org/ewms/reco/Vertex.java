package org.ewms.reco;

import org.ewms.icecube.Position;

/**
 * A point of the event in space and time.
 *
 * @param position IceCube frame, m
 * @param time ns, relative to the event's start
 * @param energy GeV; NaN where the algorithm has none
 */
public record Vertex(Position position, double time, double energy) {}
