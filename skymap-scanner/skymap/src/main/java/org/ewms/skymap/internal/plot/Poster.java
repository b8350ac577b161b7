package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.ewms.skymap.EventMetadata;

/** The page: title, whole sky, zoom, legend. */
public final class Poster {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1720;
    private static final int SKY_UNIT = 365;
    private static final int ZOOM = 640;

    private Poster() {}

    /** The page as an opaque image. */
    public static BufferedImage raster(Sheet sheet) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            draw(sheet, new RasterCanvas(graphics));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** The page as an SVG document, UTF-8. */
    public static byte[] svg(Sheet sheet) {
        var canvas = new SvgCanvas(WIDTH, HEIGHT, title(sheet));
        draw(sheet, canvas);
        return canvas.document();
    }

    /** Writes the page as a PDF document. */
    public static void pdf(Sheet sheet, OutputStream out) throws IOException {
        try (var canvas = new PdfCanvas(WIDTH, HEIGHT, title(sheet))) {
            draw(sheet, canvas);
            canvas.save(out);
        }
    }

    private static void draw(Sheet sheet, Canvas canvas) {
        var ink = new Ink(canvas);
        ink.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), Color.WHITE);
        heading(ink, sheet);
        new WholeSky(ink, WIDTH / 2, 500, SKY_UNIT, sheet).draw();
        var zoom = new Zoom(ink, 130, 990, ZOOM, sheet);
        zoom.draw();
        new Legend(ink, 950, 985, WIDTH - 950 - 40).draw(sheet, zoom.sourcesInside());
    }

    private static void heading(Ink ink, Sheet sheet) {
        String title = title(sheet);
        double size = Math.min(34, 34 * (WIDTH - 120) / ink.width(title, 34));
        ink.text(title, size, WIDTH / 2.0, 56, Ink.Align.CENTRE, Ink.TEXT);
        boolean complete = sheet.map().result().complete();
        String state = complete ? "" : "  ·  partial scan";
        String time = time(sheet.map().result().event().mjd());
        ink.text(time + state, 20, WIDTH / 2.0, 92, Ink.Align.CENTRE, Ink.FAINT);
    }

    private static String title(Sheet sheet) {
        EventMetadata event = sheet.map().result().event();
        String kind = event.realEvent() ? "" : "Simulated event: ";
        return sheet.options()
                .title()
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%sRun %d  Event %d  %s",
                        kind,
                        event.runId(),
                        event.eventId(),
                        event.eventType()));
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
