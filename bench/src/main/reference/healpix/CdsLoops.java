import cds.healpix.FlatHashList;
import cds.healpix.HashComputer;
import cds.healpix.Healpix;
import cds.healpix.HealpixNested;
import cds.healpix.HealpixNestedFixedRadiusConeComputer;
import cds.healpix.HealpixNestedPolygonComputer;
import cds.healpix.NeighbourSelector;
import cds.healpix.VerticesAndPathComputer;
import org.ewms.bench.healpix.Inputs;
import org.ewms.bench.healpix.Loops;
import org.ewms.bench.healpix.Operation;

/**
 * Calls of cds-healpix-java (Debian: libcds-healpix-java), the faster of its two forms where there are two; compiled
 * when the benchmark runs. It knows the NESTED numbering only, longitudes and latitudes.
 */
public final class CdsLoops implements Loops {
    private final Inputs in;
    private final HealpixNested healpix;
    private final HashComputer hash;
    private final VerticesAndPathComputer vertices;
    private final NeighbourSelector neighbours;
    private final HealpixNestedFixedRadiusConeComputer exact;
    private final HealpixNestedFixedRadiusConeComputer approximate;
    private final HealpixNestedPolygonComputer polygons;
    private final double[] latitude = new double[Inputs.CALLS];
    private final double[][][] squares = new double[Inputs.QUERIES][4][2];

    public CdsLoops(Inputs in) {
        this.in = in;
        int depth = Long.numberOfTrailingZeros(in.nside);
        healpix = Healpix.getNested(depth);
        var fast = Healpix.getNestedFast(depth);
        hash = fast;
        vertices = fast;
        neighbours = fast;
        exact = healpix.newConeComputer(in.radius);
        approximate = healpix.newConeComputerApprox(in.radius);
        polygons = healpix.newPolygonComputer();
        for (int i = 0; i < Inputs.CALLS; i++) {
            latitude[i] = Math.PI / 2 - in.theta[i];
        }
        for (int i = 0; i < Inputs.QUERIES; i++) {
            for (int k = 0; k < 4; k++) {
                double[] s = in.squares[i];
                double longitude = Math.atan2(s[3 * k + 1], s[3 * k]);
                squares[i][k][0] = longitude < 0 ? longitude + 2 * Math.PI : longitude;
                squares[i][k][1] = Math.atan2(s[3 * k + 2], Math.hypot(s[3 * k], s[3 * k + 1]));
            }
        }
    }

    @Override
    public double round(Operation operation) {
        return switch (operation) {
            case ANG2PIX_NEST -> ang2pix();
            case PIX2ANG_NEST -> pix2ang();
            case RING2NEST -> ring2nest();
            case NEST2RING -> nest2ring();
            case NEIGHBOURS_NEST -> neighbours();
            case QUERY_DISC_NEST, QUERY_DISC_INCLUSIVE_NEST, QUERY_POLYGON_NEST -> queries(operation);
            default -> throw new IllegalArgumentException(operation.name());
        };
    }

    private double ang2pix() {
        long sum = 0;
        for (int i = 0; i < Inputs.CALLS; i++) {
            sum += hash.hash(in.phi[i], latitude[i]);
        }
        return sum;
    }

    private double pix2ang() {
        double sum = 0;
        double[] centre = new double[2];
        for (long pix : in.pix) {
            vertices.center(pix, centre);
            sum += centre[0] + centre[1];
        }
        return sum;
    }

    private double ring2nest() {
        long sum = 0;
        for (long pix : in.pix) {
            sum += healpix.toNested(pix);
        }
        return sum;
    }

    private double nest2ring() {
        long sum = 0;
        for (long pix : in.pix) {
            sum += healpix.toRing(pix);
        }
        return sum;
    }

    private double neighbours() {
        long sum = 0;
        FlatHashList list = new FlatHashList(healpix.depth(), 8);
        for (long pix : in.pix) {
            list.clear();
            neighbours.neighbours(pix, list);
            sum += list.get(0) + list.get(list.size() - 1);
        }
        return sum;
    }

    private double queries(Operation operation) {
        long sum = 0;
        for (int i = 0; i < Inputs.QUERIES; i++) {
            sum +=
                    switch (operation) {
                        case QUERY_DISC_NEST -> exact.overlappingCenters(in.phi[i], latitude[i]).size();
                        case QUERY_DISC_INCLUSIVE_NEST -> approximate.overlappingCells(in.phi[i], latitude[i]).size();
                        default -> polygons.overlappingCenters(squares[i]).size();
                    };
        }
        return sum;
    }
}
