package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.ewms.skymap.Contours;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkymapSummary;

/** The page: title, whole sky, zoom, legend. */
public final class Poster {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1720;
    private static final int SKY_UNIT = 365;
    private static final int ZOOM = 640;

    private Poster() {}

    /** Draws the page as an opaque image. */
    public static BufferedImage draw(LlhMap map, Contours contours, SkymapSummary summary) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            var ink = new Ink(graphics);
            ink.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), Color.WHITE);
            title(ink, map);
            new WholeSky(ink, WIDTH / 2, 500, SKY_UNIT).draw(map, contours);
            new Zoom(ink, 130, 990, ZOOM, contours).draw(map, contours);
            new Legend(ink, 950, 985).draw(summary, contours);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void title(Ink ink, LlhMap map) {
        EventMetadata event = map.result().event();
        String kind = event.realEvent() ? "" : "Simulated event: ";
        String title = String.format(
                Locale.ROOT, "%sRun %d  Event %d  %s", kind, event.runId(), event.eventId(), event.eventType());
        ink.text(title, 34, WIDTH / 2.0, 56, Ink.Align.CENTRE, Ink.TEXT);
        String state = map.result().complete() ? "" : "  ·  partial scan";
        ink.text(time(event.mjd()) + state, 20, WIDTH / 2.0, 92, Ink.Align.CENTRE, Ink.FAINT);
    }

    private static String time(double mjd) {
        if (!(mjd > 0 && mjd < 1e6)) {
            return "no time given";
        }
        Instant instant = Instant.ofEpochSecond(Math.round((mjd - 40587) * 86400));
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).format(instant.atOffset(ZoneOffset.UTC))
                + String.format(Locale.ROOT, " UTC  (MJD %.5f)", mjd);
    }
}
