package org.ewms.skymap;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Contours as text for other programs; J2000 equatorial degrees. */
public final class ContourText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> COLOURS = List.of("black", "red", "green", "blue", "cyan", "orange");

    private ContourText() {}

    /**
     * A GeoJSON FeatureCollection: for each contour a MultiPolygon of [right ascension, declination], outer rings counterclockwise seen
     * from outside the sphere, holes the other way. Right ascension goes on through 0 and 360 along a ring, so that rings do not jump;
     * a ring round a pole ends 360 degrees from where it begins.
     */
    public static String geoJson(Contours contours) {
        ObjectNode root = JSON.createObjectNode().put("type", "FeatureCollection");
        ArrayNode features = root.putArray("features");
        for (Contour contour : contours.contours()) {
            ObjectNode feature = features.addObject().put("type", "Feature");
            properties(contour, contours.bestFit(), feature.putObject("properties"));
            ObjectNode geometry = feature.putObject("geometry").put("type", "MultiPolygon");
            ArrayNode polygons = geometry.putArray("coordinates");
            for (Polygon polygon : Polygon.of(contour)) {
                ArrayNode rings = polygons.addArray();
                ring(polygon.outer(), rings.addArray());
                polygon.holes().forEach(hole -> ring(hole, rings.addArray()));
            }
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
    }

    private static void properties(Contour contour, SkyPosition bestFit, ObjectNode node) {
        node.put("level", contour.level().label());
        node.put("probability", contour.level().probability());
        node.put("ts", contour.level().ts());
        node.put("area_deg2", contour.areaDeg2());
        node.put("best_fit_ra_deg", bestFit.raDeg()).put("best_fit_dec_deg", bestFit.decDeg());
        node.put("contains_north_pole", contour.contains(new SkyPosition(0, 90)));
        node.put("contains_south_pole", contour.contains(new SkyPosition(0, -90)));
    }

    private static void ring(Contour.Line line, ArrayNode out) {
        double ra = line.raDeg()[0];
        int n = line.raDeg().length;
        for (int i = 0; i <= n; i++) {
            ra += i == 0 ? 0 : Math.IEEEremainder(line.raDeg()[i % n] - line.raDeg()[i - 1], 360);
            out.addArray().add(rounded(ra)).add(rounded(line.decDeg()[i % n]));
        }
    }

    /** To a ten-millionth of a degree, far below what any scan resolves. */
    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e7) / 1e7;
    }

    /** Regions for SAOImage DS9: polygons of ICRS degrees, holes as excluded ones, a cross at the best fit. */
    public static String ds9(Contours contours) {
        var out = new StringBuilder("# Region file format: DS9 version 4.1\nglobal width=2\nicrs\n");
        out.append(String.format(
                Locale.ROOT,
                "point(%.7f,%.7f) # point=cross text={best fit}%n",
                contours.bestFit().raDeg(),
                contours.bestFit().decDeg()));
        for (int i = 0; i < contours.contours().size(); i++) {
            Contour contour = contours.contours().get(i);
            String look = " # color=" + COLOURS.get(i % COLOURS.size()) + " text={"
                    + contour.level().label() + "}\n";
            for (Polygon polygon : Polygon.of(contour)) {
                out.append(ds9(polygon.outer())).append(look);
                polygon.holes()
                        .forEach(hole -> out.append('-').append(ds9(hole)).append(look));
            }
        }
        return out.toString();
    }

    private static String ds9(Contour.Line line) {
        var out = new StringBuilder("polygon(");
        for (int i = 0; i < line.raDeg().length; i++) {
            out.append(i == 0 ? "" : ",")
                    .append(String.format(Locale.ROOT, "%.7f,%.7f", line.raDeg()[i], line.decDeg()[i]));
        }
        return out.append(')').toString();
    }
}
