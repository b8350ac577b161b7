package org.ewms.reco.simulation;

import org.ewms.icecube.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate.
 *
 * @param direction where particles come from, local frame; null: any direction, isotropic
 * @param leastEnergy GeV
 * @param greatestEnergy GeV; energies are drawn uniformly in their logarithm
 * @param radius particles are aimed at points of a cylinder of this radius around the detector's axis, m
 * @param halfHeight and of this half height, m
 * @param noiseRate per DOM, Hz
 */
public record SimulationOptions(
        @Nullable Direction direction,
        double leastEnergy,
        double greatestEnergy,
        double radius,
        double halfHeight,
        double noiseRate) {
    /** An isotropic flux of 10 TeV to 1 PeV through the middle of the detector, with 560 Hz of noise. */
    public static SimulationOptions defaults() {
        return new SimulationOptions(null, 1e4, 1e6, 350, 350, 560);
    }

    public SimulationOptions {
        require(
                leastEnergy >= 100 && leastEnergy <= greatestEnergy && greatestEnergy <= 1e8,
                "energies must satisfy 100 GeV ≤ least ≤ greatest ≤ 1e8 GeV, are " + leastEnergy + " and "
                        + greatestEnergy);
        require(radius >= 0 && radius <= 600, "radius must be 0 to 600 m, is " + radius);
        require(halfHeight >= 0 && halfHeight <= 600, "halfHeight must be 0 to 600 m, is " + halfHeight);
        require(noiseRate >= 0 && noiseRate <= 10_000, "noiseRate must be 0 to 10000 Hz, is " + noiseRate);
    }

    public SimulationOptions withDirection(Direction from) {
        return new SimulationOptions(from, leastEnergy, greatestEnergy, radius, halfHeight, noiseRate);
    }

    public SimulationOptions withEnergy(double least, double greatest) {
        return new SimulationOptions(direction, least, greatest, radius, halfHeight, noiseRate);
    }

    public SimulationOptions withNoiseRate(double hertz) {
        return new SimulationOptions(direction, leastEnergy, greatestEnergy, radius, halfHeight, hertz);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
