package org.ewms.skydriver.internal.sky;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.Contour;
import org.ewms.skymap.FlatFits;
import org.ewms.skymap.FlatLayout;
import org.ewms.skymap.MapQuantity;
import org.ewms.skymap.MultiOrderFits;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ResultNpz;
import org.ewms.skymap.SkymapPicture;

/** Formats in which a result can be had. */
public enum SkyExport {
    JSON("json", "application/json") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            ResultJson.write(sky.result(), out);
        }
    },
    NPZ("npz", "application/octet-stream") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            ResultNpz.write(sky.result(), out);
        }
    },
    FITS("fits", "application/fits") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            int nside = 1 << Math.min(sky.map().finestOrder(), FINEST_FLAT_ORDER);
            FlatFits.write(
                    sky.map(),
                    sky.probability(),
                    sky.summary(),
                    FlatLayout.full(MapQuantity.TWICE_DELTA_LLH, nside),
                    out);
        }
    },
    MULTI_ORDER("multiorder.fits", "application/fits") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            MultiOrderFits.write(sky.map(), sky.probability(), sky.summary(), out);
        }
    },
    MOC("moc.json", "application/json") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            Contour region = sky.contours().contours().get(1);
            out.writeBytes(region.coverage(region.fineOrder(), false).toJson().getBytes(StandardCharsets.UTF_8));
        }
    },
    PNG("png", "image/png") {
        @Override
        void write(Sky sky, ByteArrayOutputStream out) {
            SkymapPicture.writePng(sky.map(), sky.contours(), sky.summary(), out);
        }
    };

    /** Flat maps of more than that have half a gigabyte. */
    private static final int FINEST_FLAT_ORDER = 12;

    private final String ending;
    private final String type;

    SkyExport(String ending, String type) {
        this.ending = ending;
        this.type = type;
    }

    /** What comes after the dot. */
    public String ending() {
        return ending;
    }

    /** Its media type. */
    public String type() {
        return type;
    }

    abstract void write(Sky sky, ByteArrayOutputStream out);

    /** The file. @throws org.ewms.skymap.SkymapException when the result is no map */
    public byte[] of(Sky sky) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(sky, out);
        return out.toByteArray();
    }

    /** The borders of the 50 % and 90 % regions and the best fit, for drawing. */
    public static Map<String, Object> contours(Sky sky) {
        List<Map<String, Object>> levels = sky.contours().contours().stream()
                .limit(2)
                .map(SkyExport::level)
                .toList();
        BestFit best = sky.map().bestFit();
        Map<String, Object> fit = new LinkedHashMap<>();
        fit.put("ra", best.position().raDeg());
        fit.put("dec", best.position().decDeg());
        fit.put("llh", best.llh());
        return Map.of("levels", levels, "best_fit", fit);
    }

    private static Map<String, Object> level(Contour contour) {
        Map<String, Object> level = new LinkedHashMap<>();
        level.put("name", contour.level().label());
        level.put("area_deg2", contour.areaDeg2());
        level.put("polygons", contour.lines().stream().map(SkyExport::polygon).toList());
        return level;
    }

    private static List<List<Double>> polygon(Contour.Line line) {
        List<List<Double>> points = new ArrayList<>();
        for (int i = 0; i < line.raDeg().length; i++) {
            points.add(List.of(line.raDeg()[i], line.decDeg()[i]));
        }
        return points;
    }
}
