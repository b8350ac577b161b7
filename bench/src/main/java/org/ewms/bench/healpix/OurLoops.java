package org.ewms.bench.healpix;

import org.ewms.healpix.Healpix;
import org.ewms.healpix.HealpixBatch;
import org.ewms.healpix.PixelRanges;
import org.ewms.healpix.SkyRegion;

/** The library of this project. */
final class OurLoops implements Loops {
    private final Inputs in;
    private final Healpix h;
    private final HealpixBatch batch;
    private final double[] real = new double[12];
    private final long[] whole = new long[8];
    private final double[] weight = new double[4];
    private final double[] theta = new double[Inputs.CALLS];
    private final double[] phi = new double[Inputs.CALLS];
    private final long[] ids = new long[Inputs.CALLS];
    private final PixelRanges ranges = new PixelRanges();

    OurLoops(Inputs in) {
        this.in = in;
        h = Healpix.ofNside(in.nside);
        batch = HealpixBatch.of(h);
    }

    @Override
    public double round(Operation operation) {
        return switch (operation) {
            case ANG2PIX_RING -> ang2pixRing();
            case ANG2PIX_NEST -> ang2pixNest();
            case PIX2ANG_RING -> pix2angRing();
            case PIX2ANG_NEST -> pix2angNest();
            case VEC2PIX_RING -> vec2pixRing();
            case VEC2PIX_NEST -> vec2pixNest();
            case PIX2VEC_RING -> pix2vecRing();
            case PIX2VEC_NEST -> pix2vecNest();
            case RING2NEST -> ring2nest();
            case NEST2RING -> nest2ring();
            case NEIGHBOURS_RING -> neighboursRing();
            case NEIGHBOURS_NEST -> neighboursNest();
            case INTERPOL_RING -> interpolRing();
            case INTERPOL_NEST -> interpolNest();
            case BOUNDARIES_RING -> boundariesRing();
            case BOUNDARIES_NEST -> boundariesNest();
            case BATCH_ANG2PIX_RING, BATCH_ANG2PIX_NEST, BATCH_PIX2ANG_RING, BATCH_PIX2ANG_NEST -> batch(operation);
            default -> queries(operation);
        };
    }

    private double ang2pixRing() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ang2pixRing(in.theta[i], in.phi[i]);
        }
        return sum;
    }

    private double ang2pixNest() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ang2pixNest(in.theta[i], in.phi[i]);
        }
        return sum;
    }

    private double pix2angRing() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2angRing(in.pix[i], real, 0);
            sum += real[0] + real[1];
        }
        return sum;
    }

    private double pix2angNest() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2angNest(in.pix[i], real, 0);
            sum += real[0] + real[1];
        }
        return sum;
    }

    private double vec2pixRing() {
        long sum = 0;
        for (int i = 0; i < 3 * Inputs.CALLS; i += 3) {
            sum += h.vec2pixRing(in.vectors[i], in.vectors[i + 1], in.vectors[i + 2]);
        }
        return sum;
    }

    private double vec2pixNest() {
        long sum = 0;
        for (int i = 0; i < 3 * Inputs.CALLS; i += 3) {
            sum += h.vec2pixNest(in.vectors[i], in.vectors[i + 1], in.vectors[i + 2]);
        }
        return sum;
    }

    private double pix2vecRing() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2vecRing(in.pix[i], real, 0);
            sum += real[0] + real[1] + real[2];
        }
        return sum;
    }

    private double pix2vecNest() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.pix2vecNest(in.pix[i], real, 0);
            sum += real[0] + real[1] + real[2];
        }
        return sum;
    }

    private double ring2nest() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.ring2nest(in.pix[i]);
        }
        return sum;
    }

    private double nest2ring() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += h.nest2ring(in.pix[i]);
        }
        return sum;
    }

    private double neighboursRing() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.neighboursRing(in.pix[i], whole, 0);
            sum += whole[0] + whole[7];
        }
        return sum;
    }

    private double neighboursNest() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.neighboursNest(in.pix[i], whole, 0);
            sum += whole[0] + whole[7];
        }
        return sum;
    }

    private double interpolRing() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.interpolRing(in.theta[i], in.phi[i], whole, weight);
            sum += whole[0] + weight[3];
        }
        return sum;
    }

    private double interpolNest() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.interpolNest(in.theta[i], in.phi[i], whole, weight);
            sum += whole[0] + weight[3];
        }
        return sum;
    }

    private double boundariesRing() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.boundariesRing(in.pix[i], 1, real);
            sum += real[11];
        }
        return sum;
    }

    private double boundariesNest() {
        double sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            h.boundariesNest(in.pix[i], 1, real);
            sum += real[11];
        }
        return sum;
    }

    private double batch(Operation operation) {
        switch (operation) {
            case BATCH_ANG2PIX_RING -> batch.ang2pixRing(in.theta, in.phi, ids, 0, Inputs.CALLS);
            case BATCH_ANG2PIX_NEST -> batch.ang2pixNest(in.theta, in.phi, ids, 0, Inputs.CALLS);
            case BATCH_PIX2ANG_RING -> batch.pix2angRing(in.pix, theta, phi, 0, Inputs.CALLS);
            default -> batch.pix2angNest(in.pix, theta, phi, 0, Inputs.CALLS);
        }
        return ids[0] + ids[Inputs.CALLS - 1] + theta[0] + phi[Inputs.CALLS - 1];
    }

    private double queries(Operation operation) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            double t = in.theta[i];
            double p = in.phi[i];
            switch (operation) {
                case QUERY_DISC_RING -> h.queryDiscRing(t, p, in.radius, ranges);
                case QUERY_DISC_NEST -> h.queryDiscNest(t, p, in.radius, ranges);
                case QUERY_DISC_INCLUSIVE_RING -> h.queryDiscInclusiveRing(t, p, in.radius, ranges);
                case QUERY_DISC_INCLUSIVE_NEST -> h.queryDiscInclusiveNest(t, p, in.radius, ranges);
                case QUERY_POLYGON_RING ->
                    h.queryRing(SkyRegion.polygon(in.squares[i]), SkyRegion.Match.CENTRES, ranges);
                default -> h.queryNest(SkyRegion.polygon(in.squares[i]), SkyRegion.Match.CENTRES, ranges);
            }
            sum += ranges.count();
        }
        return sum;
    }
}
