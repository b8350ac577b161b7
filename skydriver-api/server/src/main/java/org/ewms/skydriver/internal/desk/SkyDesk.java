package org.ewms.skydriver.internal.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.sky.Skies;
import org.ewms.skydriver.internal.sky.Sky;
import org.ewms.skydriver.internal.sky.SkyExport;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skymap.Contour;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.MapComparison;
import org.ewms.skymap.SkyPosition;
import org.jspecify.annotations.Nullable;

/** Results as sky maps: downloads, comparisons, positions. */
public record SkyDesk(Lookup lookup, Skies skies) {
    /** {@code GET /scan/ID/result.FORMAT}. */
    public Reply download(Call call, SkyExport format) {
        KeptScan scan = lookup.shown(call);
        Sky sky = sky(scan);
        String name = sky.result().fileStem() + "." + format.ending();
        return new Reply(200, format.type(), format.of(sky))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    /** {@code GET /scan/ID/result.contours.json}. */
    public Reply contours(Call call) {
        return Reply.ok(SkyExport.contours(sky(lookup.shown(call))));
    }

    private Sky sky(KeptScan scan) {
        return skies.of(scan).orElseThrow(() -> ApiException.notFound("scan " + scan.id() + " has no result yet"));
    }

    /** {@code GET /compare?a=ID&b=ID}. */
    public Reply compare(Call call) {
        Sky a = sky(lookup.any(call.asked("a").orElse("")));
        Sky b = sky(lookup.any(call.asked("b").orElse("")));
        MapComparison compared = MapComparison.of(a.probability(), a.contours(), b.probability(), b.contours());
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("a", best(a));
        reply.put("b", best(b));
        reply.put("separation_deg", compared.bestFitDistanceDeg());
        reply.put("a_in_b", compared.firstInSecond());
        reply.put("b_in_a", compared.secondInFirst());
        reply.put("regions", compared.regions().stream().map(SkyDesk::region).toList());
        return Reply.ok(reply);
    }

    private static Map<String, Object> best(Sky sky) {
        var best = sky.map().bestFit();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ra", best.position().raDeg());
        shown.put("dec", best.position().decDeg());
        shown.put("llh", best.llh());
        return shown;
    }

    private static Map<String, Object> region(MapComparison.Overlap overlap) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", overlap.level().label());
        shown.put("a_deg2", overlap.firstDeg2());
        shown.put("b_deg2", overlap.secondDeg2());
        shown.put("common_deg2", overlap.commonDeg2());
        shown.put("jaccard", overlap.jaccard());
        return shown;
    }

    /** {@code GET /scan/ID/crossmatch?ra=DEG&dec=DEG}. */
    public Reply crossmatch(Call call) {
        SkyPosition at = position(call);
        Sky sky = sky(lookup.shown(call));
        LlhMap map = sky.map();
        boolean scanned = map.scanned(map.cellOf(at.vector()));
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("ra", at.raDeg());
        reply.put("dec", at.decDeg());
        reply.put("separation_deg", at.distanceDeg(map.bestFit().position()));
        reply.put("ts", scanned ? map.ts(at) : null);
        reply.put("wilks_level", scanned ? -Math.expm1(-Math.max(0, map.ts(at)) / 2) : null);
        reply.put("credible_level", scanned ? sky.probability().containment(at) : null);
        List<String> inside = sky.contours().contours().stream()
                .filter(contour -> contour.contains(at))
                .map(Contour::level)
                .map(level -> level.label())
                .toList();
        reply.put("inside", inside);
        return Reply.ok(reply);
    }

    private static SkyPosition position(Call call) {
        double ra = Double.parseDouble(call.asked("ra").orElseThrow());
        double dec = Double.parseDouble(call.asked("dec").orElseThrow());
        return new SkyPosition(ra, dec);
    }
}
