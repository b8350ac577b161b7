package org.ewms.skymap.internal.surface;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ewms.healpix.Healpix;

/**
 * Marching squares on the cells of one HEALPix order: each closed line where the surface crosses a level, with the region below the
 * level on its left as seen from outside the sphere. Cell corners have one name and one value over the whole sky, so lines close across
 * faces, poles and the meridian without special cases.
 */
final class LevelLines {
    /** Corner offsets, counterclockwise: S, E, N, W. */
    private static final int[] CORNER_X = {0, 1, 1, 0};

    private static final int[] CORNER_Y = {0, 0, 1, 1};
    /** Index in neighboursNest (SW W NW N NE E SE S) of the cell across edge S-E, E-N, N-W, W-S. */
    private static final int[] ACROSS = {6, 4, 2, 0};

    private static final int ROOT_STEPS = 8;

    private final Surface surface;
    private final double level;
    private final int order;
    private final long nside;
    private final Healpix healpix;
    private final Map<Long, Double> values = new HashMap<>();
    private final Set<Long> marched = new HashSet<>();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Map<Edge, Edge> next = new LinkedHashMap<>();

    /** A cell edge by its two corners, the smaller name first. */
    private record Edge(long low, long high) {
        static Edge of(long a, long b) {
            return a < b ? new Edge(a, b) : new Edge(b, a);
        }
    }

    LevelLines(Surface surface, double level, int order) {
        this.surface = surface;
        this.level = level;
        this.order = order;
        this.nside = 1L << order;
        this.healpix = Healpix.ofOrder(order);
    }

    /** Looks for crossings in a pixel of an order not finer than this grid's. */
    void search(int pixelOrder, long pixel) {
        double[] v = corners(pixelOrder, pixel);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : v) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (pixelOrder == order) {
            if (low < 0 && high >= 0) {
                follow(pixel);
            }
            return;
        }
        double centre = surface.at(FacePlane.centre(pixelOrder, pixel)) - level;
        low = Math.min(low, centre);
        high = Math.max(high, centre);
        double margin = 0.75 * Math.min(high - low, 20 * level);
        if (low - margin < 0 && high + margin > 0) {
            for (int child = 0; child < 4; child++) {
                search(pixelOrder + 1, 4 * pixel + child);
            }
        }
    }

    private double[] corners(int pixelOrder, long pixel) {
        double[] out = new double[4];
        for (int i = 0; i < 4; i++) {
            out[i] = value(corner(pixelOrder, pixel, i));
        }
        return out;
    }

    private long corner(int pixelOrder, long pixel, int i) {
        long inFace = pixel & ((1L << (2 * pixelOrder)) - 1);
        int shift = order - pixelOrder;
        long x = (long) (FacePlane.x(inFace) + CORNER_X[i]) << shift;
        long y = (long) (FacePlane.y(inFace) + CORNER_Y[i]) << shift;
        return FacePlane.node((int) (pixel >>> (2 * pixelOrder)), x, y, nside);
    }

    private double value(long node) {
        Double known = values.get(node);
        if (known == null) {
            known = surface.at(FacePlane.nodeVector(node, nside)) - level;
            values.put(node, known);
        }
        return known;
    }

    private void follow(long cell) {
        waiting.add(cell);
        while (!waiting.isEmpty()) {
            long pixel = waiting.remove();
            if (marched.add(pixel)) {
                march(pixel);
            }
        }
    }

    private void march(long cell) {
        long[] names = new long[4];
        for (int i = 0; i < 4; i++) {
            names[i] = corner(order, cell, i);
        }
        long[] around = new long[8];
        healpix.neighboursNest(cell, around, 0);
        List<Edge> leaving = new ArrayList<>(2);
        List<Edge> entering = new ArrayList<>(2);
        for (int i = 0; i < 4; i++) {
            boolean inside = value(names[i]) < 0;
            if (inside != value(names[(i + 1) % 4]) < 0) {
                (inside ? leaving : entering).add(Edge.of(names[i], names[(i + 1) % 4]));
                waiting.add(around[ACROSS[i]]);
            }
        }
        boolean startsInside = value(names[0]) < 0;
        for (int i = 0; i < leaving.size(); i++) {
            next.put(leaving.get(i), entering.get(partner(i, leaving.size(), startsInside, cell)));
        }
    }

    /** Which entering edge a leaving one is joined to: at a saddle the centre decides. */
    private int partner(int i, int pairs, boolean startsInside, long cell) {
        if (pairs < 2) {
            return i;
        }
        boolean joined = surface.at(FacePlane.centre(order, cell)) < level;
        // Around the cell: leave 0, enter 0, leave 1, enter 1 when corner 0 is inside; enter 0, leave 0, enter 1, leave
        // 1 when not.
        int following = startsInside ? i : 1 - i;
        return joined ? following : 1 - following;
    }

    /** Cells the lines run through, ascending. */
    long[] border() {
        return marched.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** The closed lines, each as unit vectors, the last not repeating the first. */
    List<double[][]> lines() {
        List<double[][]> out = new ArrayList<>();
        Set<Edge> used = new HashSet<>();
        for (Edge start : next.keySet()) {
            List<double[]> line = new ArrayList<>();
            for (Edge at = start; at != null && used.add(at); at = next.get(at)) {
                line.add(crossing(at));
            }
            if (line.size() > 2) {
                out.add(line.toArray(new double[0][]));
            }
        }
        return out;
    }

    /** Where the surface crosses the level on an edge: regula falsi with the Illinois rule, halving where one end is off the map. */
    private double[] crossing(Edge edge) {
        double[] a = FacePlane.nodeVector(edge.low(), nside);
        double[] b = FacePlane.nodeVector(edge.high(), nside);
        double from = 0;
        double to = 1;
        double valueFrom = value(edge.low());
        double valueTo = value(edge.high());
        boolean fromMoved = false;
        double[] p = a;
        for (int step = 0; step < ROOT_STEPS; step++) {
            boolean offMap = Math.max(Math.abs(valueFrom), Math.abs(valueTo)) > Surface.NOWHERE / 4;
            double t = offMap ? 0.5 : Math.clamp(valueFrom / (valueFrom - valueTo), 0.01, 0.99);
            double middle = from + t * (to - from);
            p = between(a, b, middle);
            double value = surface.at(p) - level;
            if (Math.abs(value) < 1e-9 * level) {
                break;
            }
            boolean moveFrom = value < 0 == valueFrom < 0;
            if (moveFrom) {
                from = middle;
                valueFrom = value;
                valueTo = step > 0 && fromMoved ? valueTo / 2 : valueTo;
            } else {
                to = middle;
                valueTo = value;
                valueFrom = step > 0 && !fromMoved ? valueFrom / 2 : valueFrom;
            }
            fromMoved = moveFrom;
        }
        return p;
    }

    private static double[] between(double[] a, double[] b, double t) {
        double x = a[0] + t * (b[0] - a[0]);
        double y = a[1] + t * (b[1] - a[1]);
        double z = a[2] + t * (b[2] - a[2]);
        double r = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / r, y / r, z / r};
    }
}
