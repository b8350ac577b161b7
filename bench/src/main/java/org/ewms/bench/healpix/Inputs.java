package org.ewms.bench.healpix;

import java.util.Random;
import org.ewms.healpix.Healpix;

/** Random directions, pixels and regions of one resolution, the same for every library. */
public final class Inputs {
    /** Calls per round, as in the C++ program. */
    public static final int CALLS = 4096;
    /** Region queries per round. */
    public static final int QUERIES = 64;

    static final long LARGEST_NSIDE = 1 << 29;

    private static final long SEED = 42;

    public final long nside;
    public final double[] theta = new double[CALLS];
    public final double[] phi = new double[CALLS];
    /** Unit vectors of the directions, x, y, z one after another. */
    public final double[] vectors = new double[3 * CALLS];

    public final long[] pix = new long[CALLS];
    /** The size of discs and polygons: 0.5 rad at nside up to 8, else ten cells, but no more than one degree. */
    public final double radius;
    /** Squares with corners at the radius from the first directions: four unit vectors each. */
    public final double[][] squares = new double[QUERIES][12];

    /** The inputs of a resolution. */
    public Inputs(long nside) {
        this.nside = nside;
        radius = nside <= 8 ? 0.5 : Math.min(Math.PI / 180, 10.0 / nside);
        long npix = Healpix.ofNside(nside).npix();
        Random random = new Random(SEED);
        for (int i = 0; i < CALLS; i++) {
            double z = 2 * random.nextDouble() - 1;
            theta[i] = Math.acos(z);
            phi[i] = 2 * Math.PI * random.nextDouble();
            vectors[3 * i] = Math.sqrt(1 - z * z) * Math.cos(phi[i]);
            vectors[3 * i + 1] = Math.sqrt(1 - z * z) * Math.sin(phi[i]);
            vectors[3 * i + 2] = z;
            pix[i] = random.nextLong(npix);
        }
        for (int i = 0; i < QUERIES; i++) {
            square(i);
        }
    }

    private void square(int i) {
        double z = Math.cos(theta[i]);
        double s = Math.sin(theta[i]);
        double cos = Math.cos(phi[i]);
        double sin = Math.sin(phi[i]);
        for (int k = 0; k < 4; k++) {
            double north = Math.sin(radius) * (k == 0 ? 1 : k == 2 ? -1 : 0);
            double east = Math.sin(radius) * (k == 3 ? 1 : k == 1 ? -1 : 0);
            double out = s * Math.cos(radius) - north * z;
            squares[i][3 * k] = out * cos - east * sin;
            squares[i][3 * k + 1] = out * sin + east * cos;
            squares[i][3 * k + 2] = z * Math.cos(radius) + north * s;
        }
    }
}
