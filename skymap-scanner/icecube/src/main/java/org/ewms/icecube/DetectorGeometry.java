package org.ewms.icecube;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.icecube.internal.geometry.GeometryTable;

/** Where the DOMs are: positions in the IceCube frame, m. Immutable. */
public final class DetectorGeometry {
    private final SortedMap<OmKey, Position> positions;

    public DetectorGeometry(SortedMap<OmKey, Position> positions) {
        this.positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
    }

    /**
     * The complete detector as built (IC86): 86 strings of 60 in-ice DOMs, each within 1 cm. IceTop is not in it.
     * Realtime files carry only differences to a baseline that is not public, so this is the geometry of every event.
     */
    public static DetectorGeometry icecube86() {
        return new DetectorGeometry(GeometryTable.icecube86());
    }

    /** Every DOM with its position, in the order string, DOM. */
    public SortedMap<OmKey, Position> positions() {
        return positions;
    }

    /** The position of one DOM, empty if this geometry does not know it. */
    public Optional<Position> position(OmKey dom) {
        return Optional.ofNullable(positions.get(dom));
    }
}
