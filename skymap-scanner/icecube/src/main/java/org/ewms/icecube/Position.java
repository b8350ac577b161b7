package org.ewms.icecube;

/** A point in the IceCube frame (origin near the array's centre, z up), in m. */
public record Position(double x, double y, double z) {
    public Position plus(double dx, double dy, double dz) {
        return new Position(x + dx, y + dy, z + dz);
    }

    public double distance(Position other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
