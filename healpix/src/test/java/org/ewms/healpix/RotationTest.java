package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static double[] degrees(Rotation rotation, double lon, double lat) {
        double[] out = new double[2];
        rotation.angle(Math.toRadians(90 - lat), Math.toRadians(lon), out, 0);
        return new double[] {Math.toDegrees(out[1]), 90 - Math.toDegrees(out[0])};
    }

    @Test
    void the_galactic_pole_and_centre_are_where_the_catalogues_put_them() {
        Rotation back = Rotation.between(Frame.GALACTIC, Frame.EQUATORIAL);
        assertThat(degrees(back, 0, 90)).containsExactly(new double[] {192.85948, 27.12825}, within(1e-7));
        assertThat(degrees(back, 0, 0)).containsExactly(new double[] {266.40499, -28.93617}, within(1e-5));
    }

    @Test
    void the_ecliptic_pole_lies_off_by_the_obliquity() {
        Rotation back = Rotation.between(Frame.ECLIPTIC, Frame.EQUATORIAL);
        assertThat(degrees(back, 0, 90)).containsExactly(new double[] {270, 90 - 23.4392794}, within(1e-7));
        assertThat(degrees(back, 0, 0)).containsExactly(new double[] {0, 0}, within(1e-12));
    }

    @Test
    void there_and_back_again_is_the_same_direction() {
        for (Frame from : Frame.values()) {
            for (Frame to : Frame.values()) {
                Rotation r = Rotation.between(from, to);
                double[] out = new double[2];
                r.angle(1.1, 4.2, out, 0);
                r.inverse().angle(out[0], out[1], out, 0);
                assertThat(out).containsExactly(new double[] {1.1, 4.2}, within(4e-15));
            }
        }
    }

    @Test
    void a_matrix_that_is_no_rotation_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rotation.ofMatrix(1, 0, 0, 0, 1, 0, 0, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Rotation.ofMatrix(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Rotation.ofMatrix(1, 0, 0, 0, 1, 0, 0, 0, Double.NaN));
    }

    @Test
    void a_map_turns_with_its_frame() {
        Healpix h = Healpix.ofNside(32);
        Rotation r = Rotation.between(Frame.EQUATORIAL, Frame.GALACTIC);
        double[] v = new double[3];
        // Next to the poles four pixels share a turn, so interpolation is coarse there. A dipole along the galactic
        // pole becomes cos(theta).
        double[] map = IntStream.range(0, (int) h.npix())
                .mapToDouble(i -> {
                    h.pix2vecRing(i, v, 0);
                    r.vector(v, 0, v, 0);
                    return v[2];
                })
                .toArray();
        double[] turned = r.mapRing(map);
        for (int i = 0; i < turned.length; i++) {
            h.pix2vecRing(i, v, 0);
            assertThat(turned[i]).isCloseTo(v[2], within(1e-2));
        }
    }
}
