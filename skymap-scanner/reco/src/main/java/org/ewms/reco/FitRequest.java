package org.ewms.reco;

import org.ewms.icecube.Direction;

/**
 * One fit to do.
 *
 * @param direction where the particle comes from, IceCube local frame
 * @param seed vertex to start from, before the variation is applied
 * @param variation 0 … variations−1
 * @param id stable number of this fit (from nside, pixel, variation): what randomness an algorithm needs is seeded by it
 */
public record FitRequest(Direction direction, Vertex seed, int variation, long id) {}
