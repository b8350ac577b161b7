package org.ewms.healpix.internal;

/** Plain loops. */
public final class ScalarAngles implements AngleKernels {
    private final Grid g;

    /** Loops for a grid. */
    public ScalarAngles(Grid g) {
        this.g = g;
    }

    @Override
    public void ang2pix(boolean nest, double[] theta, double[] phi, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            Check.angle(theta[i], phi[i]);
            double z = Trig.cosColatitude(theta[i]);
            double sine = Math.abs(z) > Locate.POLAR ? Trig.sinColatitude(theta[i]) : 0;
            out[i] = nest ? Locate.nest(g, z, phi[i], sine) : Locate.ring(g, z, phi[i], sine);
        }
    }

    @Override
    public void pix2ang(boolean nest, long[] pix, double[] theta, double[] phi, int from, int to) {
        for (int i = from; i < to; i++) {
            Check.pixel(g, pix[i]);
            long place = nest ? Place.ofNest(g, pix[i]) : Place.ofRing(g, pix[i]);
            theta[i] = Centre.theta(g, Place.ring(place));
            phi[i] = Centre.phi(g, place);
        }
    }
}
