package org.ewms.icecube.internal.geometry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;

/** Reads the table of equally spaced runs of DOMs that comes with this module. */
public final class GeometryTable {
    private static final String ICECUBE86 = "icecube86.csv";

    private GeometryTable() {}

    /** All 5160 in-ice DOMs of the complete detector. */
    public static SortedMap<OmKey, Position> icecube86() {
        var positions = new TreeMap<OmKey, Position>();
        try (InputStream in = Objects.requireNonNull(GeometryTable.class.getResourceAsStream(ICECUBE86), ICECUBE86);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("string"))
                    .forEach(line -> addRun(line.split(","), positions));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in table " + ICECUBE86, e);
        }
        return positions;
    }

    private static void addRun(String[] row, TreeMap<OmKey, Position> positions) {
        int string = Integer.parseInt(row[0]);
        int first = Integer.parseInt(row[1]);
        int count = Integer.parseInt(row[2]);
        double x = Double.parseDouble(row[3]);
        double y = Double.parseDouble(row[4]);
        double top = Double.parseDouble(row[5]);
        double spacing = Double.parseDouble(row[6]);
        for (int i = 0; i < count; i++) {
            positions.put(new OmKey(string, first + i), new Position(x, y, top - i * spacing));
        }
    }
}
