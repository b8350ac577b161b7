package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No call allocates: not one at a time, not for arrays. */
class AllocationTest {
    private static final int CALLS = 20_000;
    private static final int ELEMENTS = 512;
    /** What the JVM itself may allocate on this thread meanwhile; a single object per call would be fifty times as much. */
    private static final long NOISE = 8192;

    private static final Map<String, IntConsumer> OPERATIONS = operations();

    private static Map<String, IntConsumer> operations() {
        Healpix h = Healpix.ofNside(512);
        double[] real = new double[48];
        long[] whole = new long[8];
        double[] weight = new double[4];
        Map<String, IntConsumer> all = new TreeMap<>();
        all.put("ang2pixRing", i -> whole[0] = h.ang2pixRing(theta(i), i));
        all.put("ang2pixNest", i -> whole[0] = h.ang2pixNest(theta(i), i));
        all.put("lonlat2pixRing", i -> whole[0] = h.lonlat2pixRing(i, theta(i) - Math.PI / 2));
        all.put("lonlat2pixNest", i -> whole[0] = h.lonlat2pixNest(i, theta(i) - Math.PI / 2));
        all.put("zphi2pixRing", i -> whole[0] = h.zphi2pixRing(theta(i) / 4, i));
        all.put("zphi2pixNest", i -> whole[0] = h.zphi2pixNest(theta(i) / 4, i));
        all.put("vec2pixRing", i -> whole[0] = h.vec2pixRing(1, i, theta(i)));
        all.put("vec2pixNest", i -> whole[0] = h.vec2pixNest(1, i, theta(i)));
        all.put("pix2angRing", i -> h.pix2angRing(i, real, 0));
        all.put("pix2angNest", i -> h.pix2angNest(i, real, 0));
        all.put("pix2lonlatRing", i -> h.pix2lonlatRing(i, real, 0));
        all.put("pix2lonlatNest", i -> h.pix2lonlatNest(i, real, 0));
        all.put("pix2zphiRing", i -> h.pix2zphiRing(i, real, 0));
        all.put("pix2zphiNest", i -> h.pix2zphiNest(i, real, 0));
        all.put("pix2vecRing", i -> h.pix2vecRing(i, real, 0));
        all.put("pix2vecNest", i -> h.pix2vecNest(i, real, 0));
        all.put("ring2nest", i -> whole[0] = h.ring2nest(i));
        all.put("nest2ring", i -> whole[0] = h.nest2ring(i));
        all.put("neighboursRing", i -> h.neighboursRing(i, whole, 0));
        all.put("neighboursNest", i -> h.neighboursNest(i, whole, 0));
        all.put("interpolRing", i -> h.interpolRing(theta(i), i, whole, weight));
        all.put("interpolNest", i -> h.interpolNest(theta(i), i, whole, weight));
        all.put("boundariesRing", i -> h.boundariesRing(i, 4, real));
        all.put("boundariesNest", i -> h.boundariesNest(i, 4, real));
        return all;
    }

    private static double theta(int i) {
        return Math.PI * i / CALLS;
    }

    private static final Map<String, Runnable> BATCHES = batches();

    private static Map<String, Runnable> batches() {
        HealpixBatch b = HealpixBatch.of(Healpix.ofNside(512));
        double[] theta = new double[ELEMENTS];
        double[] phi = new double[ELEMENTS];
        double[] real = new double[4 * ELEMENTS];
        long[] pix = new long[ELEMENTS];
        long[] whole = new long[8 * ELEMENTS];
        Map<String, Runnable> all = new TreeMap<>();
        all.put("ang2pixRing", () -> b.ang2pixRing(theta, phi, pix, 0, ELEMENTS));
        all.put("ang2pixNest", () -> b.ang2pixNest(theta, phi, pix, 0, ELEMENTS));
        all.put("pix2angRing", () -> b.pix2angRing(pix, theta, phi, 0, ELEMENTS));
        all.put("pix2angNest", () -> b.pix2angNest(pix, theta, phi, 0, ELEMENTS));
        all.put("pix2vecRing", () -> b.pix2vecRing(pix, real, 0, ELEMENTS));
        all.put("pix2vecNest", () -> b.pix2vecNest(pix, real, 0, ELEMENTS));
        all.put("ring2nest", () -> b.ring2nest(pix, pix, 0, ELEMENTS));
        all.put("nest2ring", () -> b.nest2ring(pix, pix, 0, ELEMENTS));
        all.put("neighboursRing", () -> b.neighboursRing(pix, whole, 0, ELEMENTS));
        all.put("neighboursNest", () -> b.neighboursNest(pix, whole, 0, ELEMENTS));
        all.put("interpolRing", () -> b.interpolRing(theta, phi, whole, real, 0, ELEMENTS));
        all.put("interpolNest", () -> b.interpolNest(theta, phi, whole, real, 0, ELEMENTS));
        return all;
    }

    static Stream<Arguments> calls() {
        return Stream.concat(
                OPERATIONS.entrySet().stream()
                        .map(e -> Arguments.of(e.getKey(), (Runnable) () -> {
                            for (int i = 0; i < CALLS; i++) {
                                e.getValue().accept(i);
                            }
                        })),
                BATCHES.entrySet().stream()
                        .map(e -> Arguments.of("batch " + e.getKey(), (Runnable) () -> {
                            for (int i = 0; i < CALLS / ELEMENTS; i++) {
                                e.getValue().run();
                            }
                        })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void no_call_allocates(String name, Runnable many) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // The first time loads classes.
        many.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        many.run();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as(name).isLessThan(NOISE);
    }
}
