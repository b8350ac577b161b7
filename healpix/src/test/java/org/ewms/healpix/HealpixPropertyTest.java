package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** What must hold for every pixel and direction, at all orders and in both numberings. */
class HealpixPropertyTest {
    private static final int TRIES = 2000;

    private static long pixel(Healpix h, long any) {
        return Math.floorMod(any, h.npix());
    }

    @Property(tries = TRIES)
    void the_centre_of_a_pixel_lies_in_it(@ForAll @IntRange(max = 29) int order, @ForAll long any) {
        Healpix h = Healpix.ofOrder(order);
        long pix = pixel(h, any);
        double[] c = new double[3];
        h.pix2angRing(pix, c, 0);
        assertThat(h.ang2pixRing(c[0], c[1])).isEqualTo(pix);
        h.pix2angNest(pix, c, 0);
        assertThat(h.ang2pixNest(c[0], c[1])).isEqualTo(pix);
        h.pix2vecRing(pix, c, 0);
        assertThat(h.vec2pixRing(3 * c[0], 3 * c[1], 3 * c[2])).isEqualTo(pix);
        h.pix2vecNest(pix, c, 0);
        assertThat(h.vec2pixNest(c[0], c[1], c[2])).isEqualTo(pix);
    }

    @Property(tries = TRIES)
    void any_nside_will_do_for_ring(@ForAll @LongRange(min = 1, max = 1 << 29) long nside, @ForAll long any) {
        Healpix h = Healpix.ofNside(nside);
        long pix = pixel(h, any);
        double[] c = new double[2];
        h.pix2angRing(pix, c, 0);
        assertThat(h.ang2pixRing(c[0], c[1])).isEqualTo(pix);
    }

    @Property(tries = TRIES)
    void numberings_are_inverse_to_each_other(@ForAll @IntRange(max = 29) int order, @ForAll long any) {
        Healpix h = Healpix.ofOrder(order);
        long pix = pixel(h, any);
        assertThat(h.ring2nest(h.nest2ring(pix))).isEqualTo(pix);
        assertThat(h.nest2ring(h.ring2nest(pix))).isEqualTo(pix);
    }

    @Property(tries = TRIES)
    void both_numberings_put_a_direction_into_the_same_cell(
            @ForAll @IntRange(max = 29) int order,
            @ForAll @DoubleRange(max = 1) @Scale(17) double turn,
            @ForAll @DoubleRange(min = -10, max = 10) @Scale(17) double phi) {
        double theta = turn * Math.PI;
        Healpix h = Healpix.ofOrder(order);
        assertThat(h.nest2ring(h.ang2pixNest(theta, phi))).isEqualTo(h.ang2pixRing(theta, phi));
        if (order > 0) {
            assertThat(h.parentNest(h.ang2pixNest(theta, phi), order - 1))
                    .isEqualTo(Healpix.ofOrder(order - 1).ang2pixNest(theta, phi));
        }
    }

    @Property(tries = TRIES)
    void neighbours_are_mutual(@ForAll @IntRange(max = 29) int order, @ForAll long any) {
        Healpix h = Healpix.ofOrder(order);
        long pix = pixel(h, any);
        long[] mine = new long[8];
        long[] theirs = new long[8];
        int count = h.neighboursNest(pix, mine, 0);
        assertThat(count).isBetween(order == 0 ? 6 : 7, 8);
        for (long n : mine) {
            if (n >= 0) {
                h.neighboursNest(n, theirs, 0);
                assertThat(theirs).contains(pix);
            }
        }
        h.neighboursRing(h.nest2ring(pix), theirs, 0);
        assertThat(LongStream.of(theirs).map(n -> n < 0 ? -1 : h.ring2nest(n))).containsExactly(box(mine));
    }

    private static Long[] box(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    @Property(tries = 300)
    void discs_are_sorted_and_lie_in_their_inclusive_forms(
            @ForAll @IntRange(max = 29) int order,
            @ForAll @DoubleRange(max = 1) @Scale(17) double turn,
            @ForAll @DoubleRange(max = 7) @Scale(17) double phi,
            @ForAll @DoubleRange(max = 12) @Scale(10) double cells) {
        double theta = turn * Math.PI;
        Healpix h = Healpix.ofOrder(order);
        double radius = cells / h.nside();
        PixelRanges ring = new PixelRanges();
        PixelRanges nest = new PixelRanges();
        PixelRanges wide = new PixelRanges();
        h.queryDiscRing(theta, phi, radius, ring);
        h.queryDiscNest(theta, phi, radius, nest);
        requireCanonical(ring, h);
        requireCanonical(nest, h);
        assertThat(nest.pixelCount()).isEqualTo(ring.pixelCount());
        nest.forEach(p -> assertThat(ring.contains(h.nest2ring(p))).isTrue());
        h.queryDiscInclusiveRing(theta, phi, radius, wide);
        requireCanonical(wide, h);
        ring.forEach(p -> assertThat(wide.contains(p)).isTrue());
        assertThat(wide.contains(h.ang2pixRing(theta, phi))).isTrue();
        PixelRanges general = new PixelRanges();
        h.queryRing(SkyRegion.disc(theta, phi, radius), SkyRegion.Match.OVERLAPPING, general);
        assertThat(wide).isEqualTo(general);
        h.queryDiscInclusiveNest(theta, phi, radius, wide);
        nest.forEach(p -> assertThat(wide.contains(p)).isTrue());
    }

    @Property(tries = 200)
    void regions_are_sorted_and_lie_in_their_inclusive_forms(
            @ForAll @IntRange(max = 29) int order,
            @ForAll @DoubleRange(max = 1) @Scale(17) double turn,
            @ForAll @DoubleRange(max = 7) @Scale(17) double phi,
            @ForAll @DoubleRange(min = 0.5, max = 8) @Scale(10) double cells,
            @ForAll @DoubleRange(min = 0.1, max = 1) @Scale(10) double flat) {
        double theta = turn * Math.PI;
        Healpix h = Healpix.ofOrder(order);
        double size = Math.min(1.2, cells / h.nside());
        double[] centre = new double[3];
        h.pix2vecRing(h.ang2pixRing(theta, phi), centre, 0);
        for (SkyRegion region :
                new SkyRegion[] {SkyRegion.ellipse(theta, phi, size, flat * size, phi), triangle(centre, size, flat)}) {
            PixelRanges ring = new PixelRanges();
            PixelRanges nest = new PixelRanges();
            PixelRanges wide = new PixelRanges();
            h.queryRing(region, SkyRegion.Match.CENTRES, ring);
            h.queryNest(region, SkyRegion.Match.CENTRES, nest);
            requireCanonical(ring, h);
            requireCanonical(nest, h);
            assertThat(nest.pixelCount()).isEqualTo(ring.pixelCount());
            nest.forEach(p -> assertThat(ring.contains(h.nest2ring(p))).isTrue());
            h.queryRing(region, SkyRegion.Match.OVERLAPPING, wide);
            requireCanonical(wide, h);
            ring.forEach(p -> assertThat(wide.contains(p)).isTrue());
            h.queryNest(region, SkyRegion.Match.OVERLAPPING, wide);
            requireCanonical(wide, h);
            nest.forEach(p -> assertThat(wide.contains(p)).isTrue());
        }
    }

    @Property(tries = TRIES)
    void convex_polygons_hold_the_same_pixels_in_both_numberings(
            @ForAll @IntRange(max = 7) int order,
            @ForAll @IntRange(min = 3, max = 9) int corners,
            @ForAll Random random) {
        Healpix h = Healpix.ofOrder(order);
        double[] middle = new double[3];
        // Often a pole or a place on the equator, where edges may pass through poles and along parallels.
        double theta = random.nextInt(3) * Math.PI / 2;
        h.pix2vecRing(
                random.nextBoolean()
                        ? pixel(h, random.nextLong())
                        : h.ang2pixRing(theta, random.nextInt(8) * Math.PI / 4),
                middle,
                0);
        double size = Math.pow(10, -2 + 2.2 * random.nextDouble());
        SkyRegion region = onEllipse(middle, size, random.nextBoolean() ? 1 : 1e-3, corners, random);
        PixelRanges ring = new PixelRanges();
        PixelRanges nest = new PixelRanges();
        h.queryRing(region, SkyRegion.Match.CENTRES, ring);
        h.queryNest(region, SkyRegion.Match.CENTRES, nest);
        requireCanonical(ring, h);
        assertThat(ring.pixelCount()).isEqualTo(nest.pixelCount());
        nest.forEach(p -> assertThat(ring.contains(h.nest2ring(p))).isTrue());
    }

    /** Corners in the plane that touches the sphere at a direction, in order round an ellipse. */
    private static SkyRegion onEllipse(double[] c, double size, double flat, int n, Random random) {
        double[] u = Math.abs(c[2]) < 0.6 ? new double[] {-c[1], c[0], 0} : new double[] {0, -c[2], c[1]};
        double[] v = {c[1] * u[2] - c[2] * u[1], c[2] * u[0] - c[0] * u[2], c[0] * u[1] - c[1] * u[0]};
        double turn = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        double tilt = random.nextInt(4) == 0 ? 0 : random.nextDouble() * Math.PI;
        double[] corners = new double[3 * n];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i + turn) / n;
            double a = size * Math.cos(angle);
            double b = size * flat * Math.sin(angle);
            double across = a * Math.cos(tilt) - b * Math.sin(tilt);
            double along = a * Math.sin(tilt) + b * Math.cos(tilt);
            for (int k = 0; k < 3; k++) {
                corners[3 * i + k] = c[k] + across * u[k] + along * v[k];
            }
        }
        return SkyRegion.polygon(corners);
    }

    /** A triangle round a direction, in the plane that touches the sphere there. */
    private static SkyRegion triangle(double[] c, double size, double flat) {
        double[] u = Math.abs(c[2]) < 0.6 ? new double[] {-c[1], c[0], 0} : new double[] {0, -c[2], c[1]};
        double[] v = {c[1] * u[2] - c[2] * u[1], c[2] * u[0] - c[0] * u[2], c[0] * u[1] - c[1] * u[0]};
        double[] corners = new double[9];
        for (int k = 0; k < 9; k++) {
            double a = size * new double[] {1, -0.7, -0.4}[k / 3];
            double b = size * flat * new double[] {0.2, 0.9, -1}[k / 3];
            corners[k] = c[k % 3] + a * u[k % 3] + b * v[k % 3];
        }
        return SkyRegion.polygon(corners);
    }

    @Property(tries = TRIES)
    void longitude_and_latitude_are_the_same_directions(@ForAll @IntRange(max = 29) int order, @ForAll long any) {
        Healpix h = Healpix.ofOrder(order);
        long pix = pixel(h, any);
        double[] angle = new double[2];
        double[] lonLat = new double[2];
        h.pix2angRing(pix, angle, 0);
        h.pix2lonlatRing(pix, lonLat, 0);
        assertThat(lonLat).containsExactly(angle[1], Math.PI / 2 - angle[0]);
        assertThat(h.lonlat2pixRing(lonLat[0], lonLat[1])).isEqualTo(h.ang2pixRing(Math.PI / 2 - lonLat[1], lonLat[0]));
        h.pix2lonlatNest(h.ring2nest(pix), angle, 0);
        assertThat(angle).isEqualTo(lonLat);
        assertThat(h.lonlat2pixNest(lonLat[0], lonLat[1]))
                .isEqualTo(h.ring2nest(h.lonlat2pixRing(lonLat[0], lonLat[1])));
    }

    private static void requireCanonical(PixelRanges ranges, Healpix h) {
        long last = -1;
        for (int i = 0; i < ranges.count(); i++) {
            assertThat(ranges.start(i)).isGreaterThan(last);
            assertThat(ranges.end(i)).isGreaterThan(ranges.start(i));
            last = ranges.end(i);
        }
        assertThat(last).isLessThanOrEqualTo(h.npix());
    }

    @Property(tries = TRIES)
    void uniq_numbers_keep_order_and_pixel(@ForAll @IntRange(max = 29) int order, @ForAll long any) {
        long pix = pixel(Healpix.ofOrder(order), any);
        long uniq = Uniq.of(order, pix);
        assertThat(Uniq.order(uniq)).isEqualTo(order);
        assertThat(Uniq.nest(uniq)).isEqualTo(pix);
    }

    @Property(tries = 900, generation = net.jqwik.api.GenerationMode.EXHAUSTIVE)
    void children_have_their_parent(@ForAll @IntRange(max = 29) int order, @ForAll @IntRange(max = 29) int other) {
        int finer = Math.max(order, other);
        Healpix h = Healpix.ofOrder(Math.min(order, other));
        long last = h.firstChildNest(h.npix() - 1, finer) + (1L << 2 * (finer - h.order())) - 1;
        assertThat(last).isEqualTo(Healpix.ofOrder(finer).npix() - 1);
        assertThat(Healpix.ofOrder(finer).parentNest(last, h.order())).isEqualTo(h.npix() - 1);
    }

    @Property(tries = 30, generation = net.jqwik.api.GenerationMode.EXHAUSTIVE)
    void areas_add_up_to_the_sphere(@ForAll @IntRange(max = 29) int order) {
        Healpix h = Healpix.ofOrder(order);
        assertThat(h.npix() * h.pixelArea()).isCloseTo(4 * Math.PI, within(1e-14));
        assertThat(h.npix()).isEqualTo(12 * h.nside() * h.nside());
        assertThat(h.parentNest(Healpix.ofOrder(order).firstChildNest(3, 29) == 0 ? 0 : 3, 0))
                .isBetween(0L, 3L);
    }

    @Property(tries = TRIES)
    void interpolation_weights_are_shares(
            @ForAll @LongRange(min = 1, max = 1 << 29) long nside,
            @ForAll @DoubleRange(max = 1) @Scale(17) double turn,
            @ForAll @DoubleRange(max = 7) @Scale(17) double phi) {
        double theta = turn * Math.PI;
        Healpix h = Healpix.ofNside(nside);
        long[] pix = new long[4];
        double[] weight = new double[4];
        h.interpolRing(theta, phi, pix, weight);
        assertThat(Arrays.stream(weight).sum()).isCloseTo(1, within(1e-15));
        for (int i = 0; i < 4; i++) {
            h.requirePixel(pix[i]);
            assertThat(weight[i]).isBetween(-1e-6, 1 + 1e-6);
        }
    }
}
