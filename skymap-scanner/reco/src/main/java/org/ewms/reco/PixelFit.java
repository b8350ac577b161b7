package org.ewms.reco;

/**
 * The fit of one direction from one seed vertex.
 *
 * @param llh −ln L, smaller is better; NaN when the fit failed
 * @param vertex fitted vertex
 * @param lossesInside GeV deposited inside the detector; NaN where the algorithm has none
 * @param lossesTotal GeV deposited in total; NaN where the algorithm has none
 */
public record PixelFit(double llh, Vertex vertex, double lossesInside, double lossesTotal) {}
