package org.ewms.skymap.internal.fits;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ewms.skymap.BoundingBox;
import org.ewms.skymap.Contour;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkymapSummary;
import org.ewms.skymap.internal.fits.TableWriter.Card;

/** The cards IceCube's maps carry, with the names skyreader gives them, and those that HEALPix readers look for. */
public final class MapCards {
    private static final long MJD_OF_1970 = 40587;
    private static final double SECONDS_PER_DAY = 86400;

    private static final String SIMULATED = "SIMULATD";

    private MapCards() {}

    /** The event a file's cards name; all zero and empty where they do not. */
    public static EventMetadata event(Map<String, String> header) {
        double mjd = decimal(header.getOrDefault("MJD-OBS", ""));
        return new EventMetadata(
                whole(header.getOrDefault("RUNID", "")),
                whole(header.getOrDefault("EVENTID", "")),
                header.getOrDefault("I3TYPE", ""),
                mjd > 0 && mjd < 1e6 ? mjd : 0,
                !"T".equals(header.get(SIMULATED)));
    }

    private static int whole(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static double decimal(String text) {
        boolean number = text.matches("[0-9]{1,12}(\\.[0-9]{0,20})?([ED][+-]?[0-9]{1,2})?");
        return number ? Double.parseDouble(text.replace('D', 'E')) : 0;
    }

    /** @param meaning how the contour cards are to be understood */
    public static List<Card> of(LlhMap map, SkymapSummary summary, String meaning) {
        EventMetadata event = map.result().event();
        var cards = new ArrayList<Card>(observation(event));
        cards.addAll(event(event, summary, meaning));
        return cards;
    }

    private static List<Card> observation(EventMetadata event) {
        var cards = new ArrayList<Card>();
        cards.add(
                new Card("OBJECT", String.format(Locale.ROOT, "run%08d.evt%012d", event.runId(), event.eventId()), ""));
        cards.add(new Card("INSTRUME", "IceCube", ""));
        if (Double.isFinite(event.mjd()) && event.mjd() > 0 && event.mjd() < 1e6) {
            cards.add(new Card("DATE-OBS", isoDate(event.mjd()), "UTC date of the observation"));
            cards.add(new Card("MJD-OBS", event.mjd(), "modified Julian date of the observation"));
        }
        cards.add(new Card("CREATOR", "ewms-skymap", ""));
        cards.add(new Card("ORIGIN", "EWMS", ""));
        return cards;
    }

    private static List<Card> event(EventMetadata event, SkymapSummary summary, String meaning) {
        var cards = new ArrayList<Card>();
        cards.add(new Card("RUNID", event.runId(), ""));
        cards.add(new Card("EVENTID", event.eventId(), ""));
        cards.add(new Card("SENDER", "IceCube Collaboration", ""));
        cards.add(new Card("I3TYPE", event.eventType(), "Alert Type"));
        if (!event.realEvent()) {
            cards.add(new Card(SIMULATED, true, "made by simulation, not observed"));
        }
        cards.add(new Card("RA", rounded(summary.bestFit().position().raDeg()), "Degree"));
        cards.add(new Card("DEC", rounded(summary.bestFit().position().decDeg()), "Degree"));
        for (Contour contour : List.of(summary.contour50(), summary.contour90())) {
            String p = contour == summary.contour50() ? "50" : "90";
            BoundingBox box = contour.box();
            String containment = p + "% containment error ";
            cards.add(new Card("RA_ERR_PLUS_" + p, rounded(box.raPlusDeg()), containment + "high"));
            cards.add(new Card("RA_ERR_MINUS_" + p, rounded(box.raMinusDeg()), containment + "low"));
            cards.add(new Card("DEC_ERR_PLUS_" + p, rounded(box.decPlusDeg()), containment + "high"));
            cards.add(new Card("DEC_ERR_MINUS_" + p, rounded(box.decMinusDeg()), containment + "low"));
        }
        cards.add(new Card("CONTOUR_AREA_50", rounded(summary.contour50().areaDeg2()), "50% contour area (sqdeg)"));
        cards.add(new Card("CONTOUR_AREA_90", rounded(summary.contour90().areaDeg2()), "90% contour area (sqdeg)"));
        cards.add(new Card("COMMENTS", "50% and 90% => " + meaning, ""));
        cards.add(new Card("NOTE", "Ignore NaN pixels: there the minimizer failed", ""));
        return cards;
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e4) / 1e4;
    }

    /** UTC as FITS wants it, to the microsecond, which is as far as a double carries an MJD. */
    static String isoDate(double mjd) {
        long day = (long) Math.floor(mjd);
        long micros = Math.round((mjd - day) * SECONDS_PER_DAY * 1e6);
        Instant instant = Instant.ofEpochSecond((day - MJD_OF_1970) * 86400).plusNanos(micros * 1000);
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
                .format(instant.atOffset(ZoneOffset.UTC));
    }
}
