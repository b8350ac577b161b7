package org.ewms.healpix.internal;

/**
 * Finds the cells of a region by halving base cells: whole blocks inside are taken, whole blocks outside
 * dropped, so that the cost is that of the region's edge and not of its area or of the sky.
 */
final class Blocks {
    /** Takes blocks of cells that belong to the region, in the order of their NESTED numbers. */
    interface Sink {
        /** Takes the cells x .. x + w - 1, y .. y + h - 1 of a face. */
        void take(int face, long x, long y, long w, long h);
    }

    private final Grid g;
    private final Levels levels;
    private final Region region;
    private final boolean touching;
    private final Sink sink;
    private final double[] v = new double[3];

    Blocks(Grid g, Levels levels, Region region, boolean touching, Sink sink) {
        this.g = g;
        this.levels = levels;
        this.region = region;
        this.touching = touching;
        this.sink = sink;
    }

    void run() {
        for (int face = 0; face < 12; face++) {
            block(face, 0, 0, g.nside, g.nside, 0, Region.ALL);
        }
    }

    private void block(int face, long x, long y, long w, long h, int level, long parts) {
        if (w == 1 && h == 1) {
            if (touching ? touches(face, x, y, parts) : region.holds(g, Place.ofFace(g, face, x, y), v)) {
                sink.take(face, x, y, 1, 1);
            }
            return;
        }
        Outline.point(g, face, x + 0.5 * w, y + 0.5 * h, v, 0);
        long cover = region.cover(level, parts, v[0], v[1], v[2]);
        if (cover == Region.INSIDE) {
            sink.take(face, x, y, w, h);
        } else if (cover != Region.OUTSIDE) {
            halve(face, x, y, w, h, level + 1, cover);
        }
    }

    private void halve(int face, long x, long y, long w, long h, int level, long parts) {
        long left = (w + 1) / 2;
        long low = (h + 1) / 2;
        block(face, x, y, left, low, level, parts);
        if (w > 1) {
            block(face, x + left, y, w - left, low, level, parts);
        }
        if (h > 1) {
            block(face, x, y + low, left, h - low, level, parts);
            if (w > 1) {
                block(face, x + left, y + low, w - left, h - low, level, parts);
            }
        }
    }

    /** True when the region has points in a cell. */
    boolean touches(int face, long x, long y, long parts) {
        Outline.point(g, face, x + 0.5, y + 0.5, v, 0);
        long cover = region.cover(levels.cell(), parts, v[0], v[1], v[2]);
        if (cover == Region.OUTSIDE || cover == Region.INSIDE) {
            return cover == Region.INSIDE;
        }
        if (region.contains(v)) {
            return true;
        }
        long known = region.touches(g, face, x, y);
        return known == Region.INSIDE || known != Region.OUTSIDE && quarters(face, x, y, 1, levels.cell(), cover);
    }

    /** True when some point of the square is inside, or may be so at the finest level. */
    private boolean touches(int face, double x, double y, double side, int level, long parts) {
        double half = 0.5 * side;
        Outline.point(g, face, x + half, y + half, v, 0);
        long cover = region.cover(level, parts, v[0], v[1], v[2]);
        if (cover == Region.OUTSIDE || cover == Region.INSIDE) {
            return cover == Region.INSIDE;
        }
        return level == levels.count() - 1 || region.contains(v) || quarters(face, x, y, side, level, cover);
    }

    private boolean quarters(int face, double x, double y, double side, int level, long parts) {
        double half = 0.5 * side;
        return touches(face, x, y, half, level + 1, parts)
                || touches(face, x + half, y, half, level + 1, parts)
                || touches(face, x, y + half, half, level + 1, parts)
                || touches(face, x + half, y + half, half, level + 1, parts);
    }
}
