package org.ewms.cli;

import java.io.IOException;

/** A line of comma-separated numbers; what is wrong with it is told with line and column, both from 1. */
final class CsvRow {
    private final long line;
    private final String[] fields;

    CsvRow(long line, String text) {
        this.line = line;
        this.fields = text.split(",", -1);
    }

    long line() {
        return line;
    }

    int columns() {
        return fields.length;
    }

    /** Throws unless there are so many columns, which the names explain. */
    void requireColumns(int count, String names) throws IOException {
        if (fields.length != count) {
            throw error("needs " + count + " columns (" + names + ") but has " + fields.length);
        }
    }

    /** A colatitude in [0, pi]. */
    double theta(int column) throws IOException {
        double theta = number(column, "theta");
        return theta >= 0 && theta <= Math.PI ? theta : refuse(column, "theta must lie in [0, pi] radians");
    }

    /** A finite longitude. */
    double phi(int column) throws IOException {
        double phi = number(column, "phi");
        return Double.isFinite(phi) ? phi : refuse(column, "phi must be a finite angle in radians");
    }

    /** A finite radius of 0 or more. */
    double radius(int column) throws IOException {
        double radius = number(column, "radius");
        return radius >= 0 && Double.isFinite(radius)
                ? radius
                : refuse(column, "radius must be a finite angle of 0 or more radians");
    }

    /** A pixel in [0, npix). */
    long pixel(int column, long npix) throws IOException {
        String text = fields[column].strip();
        long pixel;
        try {
            pixel = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw error(column, "pixel must be a whole number but is '" + text + "'");
        }
        if (pixel < 0 || pixel >= npix) {
            throw error(column, "pixel must lie in [0, " + npix + ") but is " + pixel);
        }
        return pixel;
    }

    private double number(int column, String name) throws IOException {
        String text = fields[column].strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw error(column, name + " must be a number but is '" + text + "'");
        }
    }

    private double refuse(int column, String rule) throws IOException {
        throw error(column, rule + " but is " + fields[column].strip());
    }

    private IOException error(int column, String problem) {
        return new IOException("line " + line + ", column " + (column + 1) + ": " + problem);
    }

    IOException error(String problem) {
        return new IOException("line " + line + ": " + problem);
    }
}
