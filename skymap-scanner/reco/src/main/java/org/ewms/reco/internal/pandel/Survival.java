package org.ewms.reco.internal.pandel;

import org.ewms.reco.internal.pandel.ExactDensity.Jet;

/** ln S(t; ξ) at the nodes of a density table: the density integrated from late times down, cell by cell, along each shape. */
final class Survival {
    /** Gauss–Legendre, 4 points on (0, 1). */
    private static final double[] POINT = {
        0.06943184420297371, 0.33000947820757187, 0.66999052179242813, 0.93056815579702629
    };

    private static final double[] WEIGHT = {
        0.17392742256872693, 0.32607257743127307, 0.32607257743127307, 0.17392742256872693
    };

    private Survival() {}

    static Jet[][] of(Jet[][] density, Medium medium) {
        var out = new Jet[density.length][density[0].length];
        for (int j = 0; j < density[0].length; j++) {
            column(density, out, j, medium);
        }
        return out;
    }

    /** Sums are kept relative to the density at the node, so that neither underflows. */
    private static void column(Jet[][] density, Jet[][] out, int j, Medium medium) {
        int last = density.length - 1;
        double mean = DensityTable.shape(j) / medium.rate();
        double end = Math.max(DensityTable.time(last), 2 * mean);
        double ratio = 1 / (medium.rate() * (1 - 0.5 * mean / end));
        double shapeRatio = ratio * density[last][j].byShape();
        for (int i = last; i >= 0; i--) {
            if (i < last) {
                Jet here = density[i][j];
                Jet next = density[i + 1][j];
                double decay = StrictMath.exp(next.value() - here.value());
                double width = DensityTable.time(i + 1) - DensityTable.time(i);
                ratio = ratio * decay;
                shapeRatio = shapeRatio * decay;
                for (int k = 0; k < POINT.length; k++) {
                    double u = POINT[k];
                    double value =
                            hermite(u, 0, next.value() - here.value(), here.byTime() * width, next.byTime() * width);
                    double byShape =
                            hermite(u, here.byShape(), next.byShape(), here.byBoth() * width, next.byBoth() * width);
                    double term = WEIGHT[k] * width * StrictMath.exp(value);
                    ratio += term;
                    shapeRatio += term * byShape;
                }
            }
            Jet p = density[i][j];
            double byShape = shapeRatio / ratio;
            out[i][j] =
                    new Jet(p.value() + StrictMath.log(ratio), -1 / ratio, byShape, (byShape - p.byShape()) / ratio);
        }
    }

    private static double hermite(double u, double f0, double f1, double m0, double m1) {
        double rise = f1 - f0;
        return f0 + u * (m0 + u * (3 * rise - 2 * m0 - m1 + u * (m0 + m1 - 2 * rise)));
    }
}
