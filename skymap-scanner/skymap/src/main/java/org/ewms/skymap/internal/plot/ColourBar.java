package org.ewms.skymap.internal.plot;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** The scale beside a map. */
final class ColourBar {
    private ColourBar() {}

    static void horizontal(Ink ink, int x, int y, int width, int height, double max) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < height; j++) {
                image.setRGB(i, j, Plasma.reversed(i + 0.5, 0, width));
            }
        }
        ink.image(image, x, y, width, height);
        ink.stroke(new Rectangle2D.Double(x, y, width, height), Ink.TEXT, 1);
        double step = Ticks.step(max, 5);
        int power = max < 1e5 ? 0 : (int) Math.floor(Math.log10(max));
        double unit = Math.pow(10, power);
        for (double value = 0; value <= max * 1.0001; value += step) {
            double at = x + width * value / max;
            ink.line(at, y + height, at, y + height + 6, Ink.TEXT, 1);
            ink.text(label(value / unit), 17, at, y + height + 25, Ink.Align.CENTRE, Ink.TEXT);
        }
        String times = power > 0 ? "  (×10" + superscript(power) + ")" : "";
        ink.text("−2 Δln L" + times, 19, x + width + 26, y + height - 4, Ink.Align.LEFT, Ink.TEXT);
    }

    static void vertical(Ink ink, int x, int y, int width, int height, double max) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < height; j++) {
                image.setRGB(i, j, Plasma.reversed(height - j - 0.5, 0, height));
            }
        }
        ink.image(image, x, y, width, height);
        ink.stroke(new Rectangle2D.Double(x, y, width, height), Ink.TEXT, 1);
        double step = Ticks.step(max, 4);
        for (double value = 0; value <= max * 1.0001; value += step) {
            double at = y + height - height * value / max;
            ink.line(x + width, at, x + width + 6, at, Ink.TEXT, 1);
            ink.text(label(value), 17, x + width + 11, at + 6, Ink.Align.LEFT, Ink.TEXT);
        }
        ink.text("−2 Δln L", 18, x, y - 14, Ink.Align.LEFT, Ink.TEXT);
    }

    private static String superscript(int number) {
        return String.valueOf(number)
                .chars()
                .collect(
                        StringBuilder::new,
                        (out, digit) -> out.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')),
                        StringBuilder::append)
                .toString();
    }

    private static String label(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
