package org.ewms.reco.internal;

import java.util.ArrayList;
import java.util.List;
import org.ewms.icecube.Position;
import org.ewms.reco.RecoException;
import org.ewms.reco.internal.track.TrackFrame;

/** The seed vertices tried per pixel: displacements in the track's own axes, made anew for every direction. */
enum Variations {
    /** The seed alone. */
    POINT(List.of(new Position(0, 0, 0))),

    /** The seed and six points 20 m away. */
    OCTAHEDRON(octahedron(20)),

    /** The seed and two rings of three around the track: 150 m away, 40 m up and down it, turned by 60° against each other. */
    CYLINDER(cylinder(150, 40));

    private final List<Position> moves;

    Variations(List<Position> moves) {
        this.moves = moves;
    }

    int count() {
        return moves.size();
    }

    /** The seed position of a variation, for a track with these axes. */
    Position apply(Position seed, int variation, TrackFrame frame) {
        if (variation < 0 || variation >= moves.size()) {
            throw new RecoException("variation " + variation + " does not exist; there are 0 to " + (moves.size() - 1));
        }
        Position move = moves.get(variation);
        return frame.moved(seed, move.x(), move.y(), move.z());
    }

    private static List<Position> octahedron(double r) {
        return List.of(
                new Position(0, 0, 0),
                new Position(-r, 0, 0),
                new Position(r, 0, 0),
                new Position(0, -r, 0),
                new Position(0, r, 0),
                new Position(0, 0, -r),
                new Position(0, 0, r));
    }

    private static List<Position> cylinder(double r, double half) {
        var moves = new ArrayList<Position>();
        moves.add(new Position(0, 0, 0));
        for (int layer = 0; layer < 2; layer++) {
            for (int k = 0; k < 3; k++) {
                double angle = (2 * k + layer) * StrictMath.PI / 3;
                moves.add(
                        new Position(r * StrictMath.cos(angle), r * StrictMath.sin(angle), layer == 0 ? -half : half));
            }
        }
        return List.copyOf(moves);
    }
}
