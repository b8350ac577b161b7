package org.ewms.skymap.internal.surface;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.ewms.healpix.Healpix;

/** Pixels around a pixel. */
final class Neighbourhood {
    private Neighbourhood() {}

    /** The NESTED pixel and all within so many steps of it, diagonal ones included. */
    static long[] of(int order, long pixel, int reach) {
        long nside = 1L << order;
        long inFace = pixel & (nside * nside - 1);
        int x = FacePlane.x(inFace);
        int y = FacePlane.y(inFace);
        if (Math.min(x, y) >= reach && Math.max(x, y) < nside - reach) {
            return block(order, (int) (pixel >>> (2 * order)), x, y, reach);
        }
        return step(order, pixel, reach);
    }

    private static long[] block(int order, int face, int x, int y, int reach) {
        int width = 2 * reach + 1;
        long[] out = new long[width * width];
        int size = 0;
        for (int dx = -reach; dx <= reach; dx++) {
            for (int dy = -reach; dy <= reach; dy++) {
                out[size++] = FacePlane.nest(order, face, x + dx, y + dy);
            }
        }
        return out;
    }

    /** Over the border of a face: neighbours of neighbours. */
    private static long[] step(int order, long pixel, int reach) {
        Healpix healpix = Healpix.ofOrder(order);
        long[] inner = reach == 1 ? new long[] {pixel} : of(order, pixel, reach - 1);
        long[] all = Arrays.copyOf(inner, 9 * inner.length);
        int size = inner.length;
        for (long member : inner) {
            healpix.neighboursNest(member, all, size);
            size += 8;
        }
        return LongStream.of(all).filter(p -> p >= 0).sorted().distinct().toArray();
    }
}
