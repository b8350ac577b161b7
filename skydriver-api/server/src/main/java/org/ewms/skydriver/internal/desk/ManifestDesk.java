package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.manifest.Projection;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.sky.Skies;
import org.ewms.skydriver.internal.store.Events;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.ResultMark;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skymap.SkymapException;
import org.jspecify.annotations.Nullable;

/** Manifests, events and results: shown to users, written by scanners. */
public final class ManifestDesk {
    private static final String EVENT = "event_i3live_json_dict";

    private final Lookup lookup;
    private final Events events;
    private final Results results;
    private final PixelLogs pixels;
    private final Runnable moved;

    /** @param moved called when a scan has ended */
    public ManifestDesk(Lookup lookup, Events events, Results results, PixelLogs pixels, Runnable moved) {
        this.lookup = lookup;
        this.events = events;
        this.results = results;
        this.pixels = pixels;
        this.moved = moved;
    }

    /** {@code GET /scan/ID}. */
    public Reply scan(Call call) {
        KeptScan scan = lookup.shown(call);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("manifest", Shown.of(scan));
        reply.put("result", Shown.result(results.of(scan)));
        return Reply.ok(reply);
    }

    /** {@code GET /scan/ID/manifest}. A scanner finds the event in it, where old ones look for it. */
    public Reply manifest(Call call) {
        KeptScan scan = lookup.shown(call);
        Projection projection = Projection.of(call.asked("projection").orElse(null));
        Map<String, Object> shown = Shown.of(scan);
        if (call.caller().role() == SkyRole.SYSTEM && projection.wants(EVENT)) {
            scan.manifest()
                    .eventId()
                    .ifPresent(id -> shown.put(
                            EVENT,
                            Values.raw(event(id, "--if other fields are wanted, re-request using 'projection'"))));
        }
        return Reply.ok(projection.picked(shown));
    }

    private String event(String id, String advice) {
        return events.text(id)
                .orElseThrow(() -> ApiException.notFound("No i3 event document found with id '" + id + "'" + advice));
    }

    /** {@code GET /scan/ID/i3-event}. */
    public Reply event(Call call) {
        KeptScan scan = lookup.any(call);
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put(
                "i3_event",
                scan.manifest()
                        .eventId()
                        .<Object>map(id -> Values.raw(event(id, "")))
                        .orElse(scan.manifest().fields().get(EVENT)));
        return Reply.ok(reply);
    }

    /** {@code PATCH /scan/ID/manifest}. */
    public Reply patch(Call call) {
        JsonNode body = call.body();
        return Reply.ok(Shown.of(lookup.scans()
                .change(
                        call.id("scan_id"),
                        scan -> scan.with(scan.manifest()
                                .patched(
                                        object(body, "progress"),
                                        object(body, "event_metadata"),
                                        object(body, "scan_metadata"))))
                .orElseThrow(Lookup::missing)));
    }

    private static @Nullable Map<String, Object> object(JsonNode body, String name) {
        return body.path(name).isObject() ? Values.map(body.path(name)) : null;
    }

    /** {@code GET /scan/ID/result}. */
    public Reply result(Call call) {
        return Reply.ok(Shown.result(results.of(lookup.shown(call))));
    }

    /** {@code PUT /scan/ID/result}. An empty result is taken for none. */
    public Reply put(Call call) {
        String id = call.id("scan_id");
        JsonNode result = call.body().path("skyscan_result");
        if (result.isEmpty()) {
            return Reply.nothing();
        }
        boolean complete = call.body().path("is_final").asBoolean();
        String text = result.toString();
        lookup.any(id);
        // First the pixels, then the news of them: who is told that the scan changed, or that it ended, must find them.
        KeptScan scan = results.put(id, Results.OUTSIDE, text, complete, mark -> drawn(id, text, mark))
                .orElseThrow(Lookup::missing);
        if (complete) {
            moved.run();
        }
        return Reply.ok(Shown.result(results.of(scan)));
    }

    private void drawn(String id, String text, ResultMark mark) {
        if (pixels.watched(id)) {
            try {
                pixels.came(id, Skies.read(text), mark);
            } catch (SkymapException e) {
                // A scanner may put what it likes; it is then not to be seen as a sky.
                return;
            }
        }
    }
}
