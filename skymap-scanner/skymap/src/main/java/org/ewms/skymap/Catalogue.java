package org.ewms.skymap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Named positions: sources to mark in a picture or to look up in a map. */
public record Catalogue(List<Source> sources) {
    private static final int MOST_SOURCES = 1_000_000;

    public Catalogue {
        sources = List.copyOf(sources);
    }

    /** One of them; J2000 equatorial. */
    public record Source(String name, SkyPosition position) {}

    public static Catalogue empty() {
        return new Catalogue(List.of());
    }

    /**
     * Reads comma-separated lines {@code name,ra,dec} (degrees). Empty lines and such that begin with {@code #} are passed over, and so
     * is a first line of column names; further columns are not looked at. Names may be in double quotes.
     *
     * @throws SkymapException when a line is not like that; the message has its number
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Catalogue read(Path file) {
        var sources = new ArrayList<Source>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            boolean first = true;
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (!(first && isHeading(line))) {
                    sources.add(source(file + " line " + number, line));
                }
                first = false;
                if (sources.size() > MOST_SOURCES) {
                    throw new SkymapException(file + ": more than " + MOST_SOURCES + " sources");
                }
            }
        } catch (MalformedInputException e) {
            throw new SkymapException(file + ": not text in UTF-8, so not a catalogue", e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
        return new Catalogue(sources);
    }

    private static boolean isHeading(String line) {
        return line.toLowerCase(Locale.ROOT).matches(".*\\bra.*,.*\\bde.*");
    }

    private static Source source(String where, String line) {
        List<String> fields = fields(line);
        if (fields.size() < 3) {
            throw new SkymapException(where + ": \"" + line + "\" is not name,ra,dec");
        }
        double ra = number(where, "ra", fields.get(1));
        double dec = number(where, "dec", fields.get(2));
        try {
            return new Source(fields.get(0), new SkyPosition(ra, dec));
        } catch (IllegalArgumentException e) {
            throw new SkymapException(where + ": " + e.getMessage(), e);
        }
    }

    private static double number(String where, String field, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new SkymapException(where + ": " + field + " is \"" + text + "\", not a number of degrees", e);
        }
    }

    private static List<String> fields(String line) {
        var out = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                out.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        out.add(field.toString().strip());
        return out;
    }
}
