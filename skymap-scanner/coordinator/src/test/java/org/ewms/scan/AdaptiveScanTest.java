package org.ewms.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.ewms.healpix.Healpix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveScanTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 1, 3})
    void finds_the_minimum_anywhere_and_takes_fewer_fits_than_the_classic_scan(double degrees) {
        Random random = new Random((long) (degrees * 1000));
        for (int trial = 0; trial < 10; trial++) {
            SimulatedSky sky = new SimulatedSky(
                    random.nextDouble() * 2 * Math.PI, Math.asin(2 * random.nextDouble() - 1), Math.toRadians(degrees));
            ScanCoordinator scan = new ScanCoordinator(ScanPlan.defaults(ScanMode.ADAPTIVE));
            sky.run(scan, 500, random);
            Progress progress = scan.progress();
            Healpix grid = Healpix.ofNside(progress.bestNside());
            assertThat(progress.bestPixel())
                    .as("minimum of %s", sky)
                    .isIn(around(grid, grid.ang2pixRing(Math.PI / 2 - sky.dec(), sky.ra())));
            assertThat(progress.pixelsDone()).as("pixels of %s", sky).isLessThan(2600);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6})
    void every_pixel_inside_the_90_percent_contour_of_a_track_is_scanned_at_the_target_nside(double degrees) {
        SimulatedSky sky = new SimulatedSky(1.1, -0.4, Math.toRadians(degrees));
        ScanCoordinator scan = new ScanCoordinator(ScanPlan.defaults(ScanMode.ADAPTIVE));
        sky.run(scan, 500, new Random(3));
        Healpix grid = Healpix.ofNside(512);
        for (long pixel = 0; pixel < grid.npix(); pixel++) {
            if (2 * (sky.fit(new FitId(512, pixel, 0)).llh() - 100) < 4.61) {
                assertThat(scan.indexOf(512, pixel)).as("pixel %d", pixel).isNotNegative();
            }
        }
    }

    private static Object[] around(Healpix grid, long pixel) {
        long[] out = new long[8];
        grid.neighboursRing(pixel, out, 0);
        Object[] boxed = new Object[9];
        for (int i = 0; i < 8; i++) {
            boxed[i] = out[i];
        }
        boxed[8] = pixel;
        return boxed;
    }
}
