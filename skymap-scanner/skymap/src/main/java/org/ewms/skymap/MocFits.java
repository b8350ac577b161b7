package org.ewms.skymap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.healpix.Moc;
import org.ewms.healpix.PixelRanges;
import org.ewms.skymap.internal.fits.FlatColumn;
import org.ewms.skymap.internal.fits.TableReader;
import org.ewms.skymap.internal.fits.TableWriter;
import org.ewms.skymap.internal.fits.TableWriter.Card;

/** Regions of the sky as FITS files of the IVOA's MOC standard. */
public final class MocFits {
    private static final int FINEST = 29;

    private MocFits() {}

    /** Forms of the file. */
    public enum Version {
        /** MOC 1.1: cells by their UNIQ numbers. */
        V1,
        /** MOC 2.0: ranges of cells of order 29. */
        V2
    }

    /**
     * Writes a region; equal regions give equal bytes. The stream is flushed, not closed.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(Moc moc, Version version, OutputStream out) {
        long[] numbers = version == Version.V1 ? moc.toUniq() : moc.ranges();
        var column = new TableWriter.Column(version == Version.V1 ? "UNIQ" : "RANGE", "K", "", 8);
        try {
            new TableWriter(out).write(List.of(column), cards(moc, version), numbers.length, rows -> {
                for (long number : numbers) {
                    rows.writeLong(number);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing the MOC: " + e.getMessage(), e);
        }
    }

    private static List<Card> cards(Moc moc, Version version) {
        var cards = new ArrayList<Card>();
        cards.add(new Card("EXTNAME", "MOC", ""));
        cards.add(new Card("PIXTYPE", "HEALPIX", "HEALPIX pixelisation"));
        cards.add(new Card("COORDSYS", "C", "Space reference frame (C=ICRS)"));
        if (version == Version.V1) {
            cards.add(new Card("ORDERING", "NUNIQ", "Pixel ordering scheme"));
            cards.add(new Card("MOCORDER", moc.order(), "MOC resolution (best order)"));
        } else {
            cards.add(new Card("MOCVERS", "2.0", "MOC version"));
            cards.add(new Card("MOCDIM", "SPACE", "MOC dimension: SPACE, TIME or TIME.SPACE"));
            cards.add(new Card("ORDERING", "RANGE", "Coding: ranges of cells of order 29"));
            cards.add(new Card("MOCORD_S", moc.order(), "MOC resolution (best order)"));
        }
        cards.add(new Card("MOCTOOL", "ewms-skymap", "Name of the MOC generator"));
        return cards;
    }

    /**
     * Reads a region of either form, plain or gzipped.
     *
     * @throws SkymapException when it is not one, or is cut off
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Moc read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(TableReader.read(in));
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether a table is a region rather than a map of values. */
    static boolean isMoc(TableReader.Table table) {
        Map<String, String> header = table.header();
        boolean cells = "NUNIQ".equals(header.get("ORDERING")) && table.columnCount() == 1;
        return cells || "RANGE".equals(header.get("ORDERING")) || header.containsKey("MOCDIM");
    }

    static Moc of(TableReader.Table table) {
        Map<String, String> header = table.header();
        FlatColumn.requireEquatorial(header);
        String dimension = header.getOrDefault("MOCDIM", "SPACE");
        if (!dimension.equals("SPACE")) {
            throw new SkymapException("MOCDIM is " + dimension + ", not SPACE");
        }
        int order = order(header);
        long[] numbers = table.longs(0);
        try {
            Moc moc = switch (header.getOrDefault("ORDERING", "")) {
                case "NUNIQ" -> Moc.ofUniq(numbers);
                case "RANGE" -> ranges(numbers);
                case String other ->
                    throw new SkymapException("ORDERING is \"" + other + "\", not NUNIQ or RANGE as in a MOC");
            };
            return order < 0 ? moc : moc.withOrder(order);
        } catch (IllegalArgumentException e) {
            throw new SkymapException("not a MOC: " + e.getMessage(), e);
        }
    }

    private static int order(Map<String, String> header) {
        String text = header.getOrDefault("MOCORD_S", header.getOrDefault("MOCORDER", ""));
        if (text.isEmpty()) {
            return -1;
        }
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) > FINEST) {
            throw new SkymapException("the order of the MOC is \"" + text + "\", not in 0 … " + FINEST);
        }
        return Integer.parseInt(text);
    }

    private static Moc ranges(long[] bounds) {
        if (bounds.length % 2 != 0) {
            throw new SkymapException("the MOC has " + bounds.length + " ends of ranges, not pairs");
        }
        var ranges = new PixelRanges();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.append(bounds[i], bounds[i + 1]);
        }
        return Moc.of(FINEST, ranges);
    }
}
