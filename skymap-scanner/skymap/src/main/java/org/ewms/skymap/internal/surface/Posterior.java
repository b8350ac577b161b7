package org.ewms.skymap.internal.surface;

/**
 * Probability of the sky.
 *
 * @param mass of each cell, summing to 1
 * @param distribution of TS
 */
@SuppressWarnings("ArrayRecordComponent")
public record Posterior(double[] mass, TsDistribution distribution) {}
