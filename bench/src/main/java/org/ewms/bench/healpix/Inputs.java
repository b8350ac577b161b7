package org.ewms.bench.healpix;

import java.util.Random;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.HealpixBatch;
import org.ewms.healpix.PixelRanges;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Random directions and pixels of one resolution, and room for answers. */
@State(Scope.Thread)
public class Inputs {
    /** Calls per invocation, as in the C++ program. */
    public static final int CALLS = 4096;
    /** Region queries per invocation. */
    public static final int QUERIES = 64;

    private static final long SEED = 42;

    @Param({"8", "512", "1048576", "536870912"})
    public long nside;

    Healpix healpix = Healpix.ofNside(1);
    HealpixBatch batch = HealpixBatch.of(healpix);
    final double[] theta = new double[CALLS];
    final double[] phi = new double[CALLS];
    final double[] vectors = new double[3 * CALLS];
    final long[] pix = new long[CALLS];
    final long[] ids = new long[8 * CALLS];
    final double[] a = new double[CALLS];
    final double[] b = new double[CALLS];
    final long[] eight = new long[8];
    final double[] four = new double[4];
    final PixelRanges ranges = new PixelRanges();
    double radius;

    /** Makes the inputs. */
    @Setup(Level.Trial)
    public void fill() {
        healpix = Healpix.ofNside(nside);
        batch = HealpixBatch.of(healpix);
        radius = nside <= 8 ? 0.5 : Math.min(Math.PI / 180, 10.0 / nside);
        Random random = new Random(SEED);
        for (int i = 0; i < CALLS; i++) {
            double z = 2 * random.nextDouble() - 1;
            theta[i] = Math.acos(z);
            phi[i] = 2 * Math.PI * random.nextDouble();
            vectors[3 * i] = Math.sqrt(1 - z * z) * Math.cos(phi[i]);
            vectors[3 * i + 1] = Math.sqrt(1 - z * z) * Math.sin(phi[i]);
            vectors[3 * i + 2] = z;
            pix[i] = random.nextLong(healpix.npix());
        }
    }
}
