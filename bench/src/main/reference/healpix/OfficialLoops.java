import healpix.essentials.HealpixBase;
import healpix.essentials.Pointing;
import healpix.essentials.RangeSet;
import healpix.essentials.Scheme;
import healpix.essentials.Vec3;
import org.ewms.bench.healpix.Inputs;
import org.ewms.bench.healpix.Loops;
import org.ewms.bench.healpix.Operation;

/** Calls of the official Java library (Debian: libhealpix-java); compiled when the benchmark runs. */
public final class OfficialLoops implements Loops {
    private final Inputs in;
    private final HealpixBase ring;
    private final HealpixBase nest;
    private final Pointing[] directions = new Pointing[Inputs.CALLS];
    private final Vec3[] vectors = new Vec3[Inputs.CALLS];
    private final Pointing[][] squares = new Pointing[Inputs.QUERIES][4];

    public OfficialLoops(Inputs in) throws Exception {
        this.in = in;
        ring = new HealpixBase(in.nside, Scheme.RING);
        nest = new HealpixBase(in.nside, Scheme.NESTED);
        for (int i = 0; i < Inputs.CALLS; i++) {
            directions[i] = new Pointing(in.theta[i], in.phi[i]);
            vectors[i] = new Vec3(in.vectors[3 * i], in.vectors[3 * i + 1], in.vectors[3 * i + 2]);
        }
        for (int i = 0; i < Inputs.QUERIES; i++) {
            for (int k = 0; k < 4; k++) {
                double[] s = in.squares[i];
                squares[i][k] = new Pointing(new Vec3(s[3 * k], s[3 * k + 1], s[3 * k + 2]));
            }
        }
    }

    @Override
    public double round(Operation operation) throws Exception {
        return switch (operation) {
            case ANG2PIX_RING -> ang2pix(ring);
            case ANG2PIX_NEST -> ang2pix(nest);
            case PIX2ANG_RING -> pix2ang(ring);
            case PIX2ANG_NEST -> pix2ang(nest);
            case VEC2PIX_RING -> vec2pix(ring);
            case VEC2PIX_NEST -> vec2pix(nest);
            case PIX2VEC_RING -> pix2vec(ring);
            case PIX2VEC_NEST -> pix2vec(nest);
            case RING2NEST -> ring2nest();
            case NEST2RING -> nest2ring();
            case NEIGHBOURS_RING -> neighbours(ring);
            case NEIGHBOURS_NEST -> neighbours(nest);
            case BOUNDARIES_RING -> boundaries(ring);
            case BOUNDARIES_NEST -> boundaries(nest);
            case QUERY_DISC_RING, QUERY_DISC_INCLUSIVE_RING, QUERY_POLYGON_RING -> queries(operation, ring);
            case QUERY_DISC_NEST, QUERY_DISC_INCLUSIVE_NEST, QUERY_POLYGON_NEST -> queries(operation, nest);
            default -> throw new IllegalArgumentException(operation.name());
        };
    }

    private double ang2pix(HealpixBase b) throws Exception {
        long sum = 0;
        for (Pointing p : directions) {
            sum += b.ang2pix(p);
        }
        return sum;
    }

    private double pix2ang(HealpixBase b) throws Exception {
        double sum = 0;
        for (long pix : in.pix) {
            Pointing p = b.pix2ang(pix);
            sum += p.theta + p.phi;
        }
        return sum;
    }

    private double vec2pix(HealpixBase b) throws Exception {
        long sum = 0;
        for (Vec3 v : vectors) {
            sum += b.vec2pix(v);
        }
        return sum;
    }

    private double pix2vec(HealpixBase b) throws Exception {
        double sum = 0;
        for (long pix : in.pix) {
            Vec3 v = b.pix2vec(pix);
            sum += v.x + v.y + v.z;
        }
        return sum;
    }

    private double ring2nest() throws Exception {
        long sum = 0;
        for (long pix : in.pix) {
            sum += ring.ring2nest(pix);
        }
        return sum;
    }

    private double nest2ring() throws Exception {
        long sum = 0;
        for (long pix : in.pix) {
            sum += nest.nest2ring(pix);
        }
        return sum;
    }

    private double neighbours(HealpixBase b) throws Exception {
        long sum = 0;
        for (long pix : in.pix) {
            long[] n = b.neighbours(pix);
            sum += n[0] + n[7];
        }
        return sum;
    }

    private double boundaries(HealpixBase b) throws Exception {
        double sum = 0;
        for (long pix : in.pix) {
            sum += b.boundaries(pix, 1)[3].z;
        }
        return sum;
    }

    private double queries(Operation operation, HealpixBase b) throws Exception {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            RangeSet found =
                    switch (operation) {
                        case QUERY_DISC_RING, QUERY_DISC_NEST -> b.queryDisc(directions[i], in.radius);
                        case QUERY_DISC_INCLUSIVE_RING, QUERY_DISC_INCLUSIVE_NEST ->
                            b.queryDiscInclusive(directions[i], in.radius, 4);
                        default -> b.queryPolygon(squares[i]);
                    };
            sum += found.nranges();
        }
        return sum;
    }
}
