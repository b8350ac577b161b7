package org.ewms.icecube;

/**
 * How well a stored fit describes its pulses ({@code I3LogLikelihoodFitParams}, {@code I3CscdLlhFitParams}).
 *
 * @param minusLogL −ln of the likelihood
 * @param reduced the same per degree of freedom
 * @param degreesOfFreedom −1 if not stored
 */
public record FitParams(double minusLogL, double reduced, int degreesOfFreedom) implements FrameObject {}
