package org.ewms.reco.simulation;

import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.light.LightYield;
import org.ewms.reco.internal.pandel.Medium;

/** A source of light and what a DOM sees of it. */
sealed interface Source {
    /**
     * What a DOM sees.
     *
     * @param mean photoelectrons
     * @param time at which undelayed light arrives, ns
     * @param shape ξ of the arrival times
     * @param distance m
     */
    record Seen(double mean, double time, double shape, double distance) {}

    Seen at(Position dom);

    Medium medium();

    /** One photon's arrival time, ns. */
    default double arrival(Seen seen, Draw draw) {
        return seen.time + draw.gamma(seen.shape) / medium().rate() + medium().jitter() * draw.normal();
    }

    static Source track(Direction direction, Vertex vertex) {
        return new Track(direction, vertex);
    }

    static Source cascade(Direction direction, Vertex vertex) {
        return new Cascade(direction, vertex);
    }

    /** A muon: infinite, at the speed of light, Cherenkov light only. */
    record Track(Direction direction, Vertex vertex) implements Source {
        @Override
        public Seen at(Position dom) {
            double rx = dom.x() - vertex.position().x();
            double ry = dom.y() - vertex.position().y();
            double rz = dom.z() - vertex.position().z();
            double along = rx * direction.travelX() + ry * direction.travelY() + rz * direction.travelZ();
            double ex = rx - along * direction.travelX();
            double ey = ry - along * direction.travelY();
            double ez = rz - along * direction.travelZ();
            double distance = Math.max(0.1, Math.sqrt(ex * ex + ey * ey + ez * ez));
            double cos = 1 / Medium.PHASE_INDEX;
            double sin = Math.sqrt(1 - cos * cos);
            double up = cos * direction.travelZ() + sin * ez / distance;
            double path = 0.84 * distance + 3.1 - 3.9 * up + 4.6 * up * up;
            double time = vertex.time()
                    + (along - distance * cos / sin) / Medium.C
                    + distance * Medium.GROUP_INDEX / (Medium.C * sin);
            double mean = LightYield.track(vertex.energy(), path);
            return new Seen(mean, time, path / medium().scatteringLength(), distance);
        }

        @Override
        public Medium medium() {
            return Medium.TRACK;
        }
    }

    /** A shower: all light from one point. */
    record Cascade(Direction direction, Vertex vertex) implements Source {
        @Override
        public Seen at(Position dom) {
            double r = Math.max(1, dom.distance(vertex.position()));
            double cos = ((dom.x() - vertex.position().x()) * direction.travelX()
                            + (dom.y() - vertex.position().y()) * direction.travelY()
                            + (dom.z() - vertex.position().z()) * direction.travelZ())
                    / r;
            double[] light = new double[2];
            double[] angular = new double[3];
            LightYield.cascade(r, light);
            LightYield.asymmetry(cos, r, angular);
            double time = vertex.time() + r * Medium.GROUP_INDEX / Medium.C;
            return new Seen(vertex.energy() * light[0] * angular[0], time, r / medium().scatteringLength(), r);
        }

        @Override
        public Medium medium() {
            return Medium.CASCADE;
        }
    }
}
