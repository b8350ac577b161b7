package org.ewms.skymap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The usual way to an area, as skyreader goes it: all pixel centres of all orders triangulated (Delaunay), values taken as linear on the
 * triangles' edges, the level counted from the smallest value, the area by the shoelace formula in right ascension and sine of the
 * declination, the areas of all lines added. To compare with.
 */
final class UsualContours {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);
    private static final double HAIR = 1e-7;

    private final List<double[]> centres = new ArrayList<>();
    private final List<Double> ts = new ArrayList<>();
    private final List<double[]> plane = new ArrayList<>();
    private List<int[]> triangles = new ArrayList<>();

    private UsualContours(ScanResult scan) {
        double min = Double.POSITIVE_INFINITY;
        double[] best = {0, 0, 1};
        for (NsideTable table : scan.tables().values()) {
            for (int i = 0; i < table.size(); i++) {
                double[] centre = SimulatedScan.centre(table.nside(), table.pixel()[i]);
                centres.add(centre);
                ts.add(2 * table.llh()[i]);
                best = 2 * table.llh()[i] < min ? centre : best;
                min = Math.min(min, 2 * table.llh()[i]);
            }
        }
        double smallest = min;
        ts.replaceAll(value -> value - smallest);
        leaveOutTheFarSide(best);
        project(best);
        triangulate();
    }

    /** Square degrees below each level. */
    static double[] areas(ScanResult scan, List<ConfidenceLevel> levels) {
        var usual = new UsualContours(scan);
        return levels.stream().mapToDouble(level -> usual.area(level.ts())).toArray();
    }

    /** Beyond 120 degrees, where the projection would stretch without end and no region of the tests reaches. */
    private void leaveOutTheFarSide(double[] c) {
        for (int i = centres.size() - 1; i >= 0; i--) {
            double[] p = centres.get(i);
            if (p[0] * c[0] + p[1] * c[1] + p[2] * c[2] < -0.5) {
                centres.remove(i);
                ts.remove(i);
            }
        }
    }

    /** Stereographic: circles stay circles, so Delaunay on the sphere is Delaunay in the plane. */
    private void project(double[] c) {
        double r = Math.hypot(c[0], c[1]);
        double[] east = {-c[1] / r, c[0] / r, 0};
        double[] north = {-c[2] * east[1], c[2] * east[0], c[0] * east[1] - c[1] * east[0]};
        // Neighbouring pixels lie on common circles: a hair of disorder makes the triangulation definite.
        var random = new Random(1);
        for (double[] p : centres) {
            double along = p[0] * c[0] + p[1] * c[1] + p[2] * c[2];
            double x = p[0] * east[0] + p[1] * east[1];
            double y = p[0] * north[0] + p[1] * north[1] + p[2] * north[2];
            plane.add(new double[] {
                x / (1 + along) + HAIR * random.nextGaussian(), y / (1 + along) + HAIR * random.nextGaussian()
            });
        }
    }

    private void triangulate() {
        int n = centres.size();
        double far = 1e3;
        plane.add(new double[] {-far, -far});
        plane.add(new double[] {far, -far});
        plane.add(new double[] {0, far});
        triangles.add(new int[] {n, n + 1, n + 2});
        List<double[]> circles = new ArrayList<>();
        circles.add(circle(triangles.getFirst()));
        for (int point = 0; point < n; point++) {
            insert(point, circles);
        }
        triangles.removeIf(t -> t[0] >= n || t[1] >= n || t[2] >= n);
    }

    private void insert(int point, List<double[]> circles) {
        double[] p = plane.get(point);
        Map<Long, int[]> hull = new HashMap<>();
        List<int[]> kept = new ArrayList<>(triangles.size() + 2);
        int write = 0;
        for (int i = 0; i < triangles.size(); i++) {
            double[] c = circles.get(i);
            double dx = p[0] - c[0];
            double dy = p[1] - c[1];
            if (dx * dx + dy * dy < c[2]) {
                int[] t = triangles.get(i);
                for (int k = 0; k < 3; k++) {
                    int a = t[k];
                    int b = t[(k + 1) % 3];
                    long name = (long) Math.min(a, b) << 32 | Math.max(a, b);
                    if (hull.remove(name) == null) {
                        hull.put(name, new int[] {a, b});
                    }
                }
            } else {
                kept.add(triangles.get(i));
                circles.set(write++, c);
            }
        }
        circles.subList(write, circles.size()).clear();
        for (int[] edge : hull.values()) {
            int[] t = {edge[0], edge[1], point};
            kept.add(t);
            circles.add(circle(t));
        }
        triangles = kept;
    }

    private double[] circle(int[] t) {
        double[] a = plane.get(t[0]);
        double bx = plane.get(t[1])[0] - a[0];
        double by = plane.get(t[1])[1] - a[1];
        double cx = plane.get(t[2])[0] - a[0];
        double cy = plane.get(t[2])[1] - a[1];
        double d = 2 * (bx * cy - by * cx);
        double x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d;
        double y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d;
        return new double[] {a[0] + x, a[1] + y, x * x + y * y};
    }

    private double area(double level) {
        Map<Long, List<Long>> next = new HashMap<>();
        for (int[] t : triangles) {
            List<Long> crossed = new ArrayList<>(2);
            for (int k = 0; k < 3; k++) {
                int a = Math.min(t[k], t[(k + 1) % 3]);
                int b = Math.max(t[k], t[(k + 1) % 3]);
                if (ts.get(a) < level != ts.get(b) < level) {
                    crossed.add((long) a << 32 | b);
                }
            }
            if (crossed.size() == 2) {
                next.computeIfAbsent(crossed.get(0), k -> new ArrayList<>()).add(crossed.get(1));
                next.computeIfAbsent(crossed.get(1), k -> new ArrayList<>()).add(crossed.get(0));
            }
        }
        double sum = 0;
        while (!next.isEmpty()) {
            List<double[]> line = new ArrayList<>();
            Long at = next.keySet().iterator().next();
            line.add(crossing(at, level));
            while (at != null) {
                List<Long> onwards = next.remove(at);
                at = onwards == null
                        ? null
                        : onwards.stream().filter(next::containsKey).findFirst().orElse(null);
                if (at != null) {
                    line.add(crossing(at, level));
                }
            }
            line.add(line.getFirst());
            sum += Math.abs(shoelace(line)) * SQUARE_DEGREES;
        }
        return sum;
    }

    /** Right ascension and sine of the declination of a level's crossing on an edge. */
    private double[] crossing(long edge, double level) {
        int a = (int) (edge >> 32);
        int b = (int) edge;
        double t = (level - ts.get(a)) / (ts.get(b) - ts.get(a));
        double[] p = centres.get(a);
        double[] q = centres.get(b);
        double x = p[0] + t * (q[0] - p[0]);
        double y = p[1] + t * (q[1] - p[1]);
        double z = p[2] + t * (q[2] - p[2]);
        return new double[] {Math.atan2(y, x), z / Math.sqrt(x * x + y * y + z * z)};
    }

    private static double shoelace(List<double[]> line) {
        double turned = 0;
        for (int i = 1; i < line.size(); i++) {
            turned += Math.IEEEremainder(line.get(i)[0] - line.get(i - 1)[0], 2 * Math.PI);
        }
        // Kindly followed through right ascension 0; a line round a pole is taken as it comes, which is where the
        // formula fails.
        boolean comesBack = Math.abs(turned) < Math.PI;
        double sum = 0;
        double phi = (line.getFirst()[0] + 2 * Math.PI) % (2 * Math.PI);
        for (int i = 1; i < line.size(); i++) {
            double[] p = line.get(i - 1);
            double[] q = line.get(i);
            double step = comesBack
                    ? Math.IEEEremainder(q[0] - p[0], 2 * Math.PI)
                    : (q[0] + 2 * Math.PI) % (2 * Math.PI) - phi;
            sum += (p[1] * step - phi * (q[1] - p[1])) / 2;
            phi += step;
        }
        return sum;
    }
}
