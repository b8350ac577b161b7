package org.ewms.scan;

/**
 * The result of one fit.
 *
 * @param llh −ln L; NaN when the fit failed numerically
 * @param x fitted vertex, IceCube frame, m
 * @param y fitted vertex, IceCube frame, m
 * @param z fitted vertex, IceCube frame, m
 * @param t fitted vertex time, ns
 * @param energy GeV, or NaN
 * @param eIn GeV deposited inside the detector, or NaN
 * @param eTot GeV deposited in total, or NaN
 */
public record Fit(
        FitId id, double llh, double x, double y, double z, double t, double energy, double eIn, double eTot) {
    /** A fit that will not come: counts as reconstructed with NaN. */
    public static Fit missing(FitId id) {
        double nan = Double.NaN;
        return new Fit(id, nan, nan, nan, nan, nan, nan, nan, nan);
    }
}
