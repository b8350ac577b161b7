package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.ewms.manifest.Manifest;
import org.ewms.manifest.Projection;
import org.ewms.manifest.RequestException;
import org.ewms.manifest.ScanIds;
import org.ewms.manifest.ScanRequest;
import org.ewms.manifest.SubmitReader;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Events;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.Requests;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.jspecify.annotations.Nullable;

/** Scans begin, are made again, and end. */
public final class ScanDesk {
    private static final String PROJECTION = "manifest_projection";

    private final Lookup lookup;
    private final Scans scans;
    private final Requests requests;
    private final Events events;
    private final Results results;
    private final SubmitReader reader;
    private final ScanIds ids;
    private final Clock clock;
    private final Runnable moved;

    /** @param moved called when a scan has begun or ended */
    public ScanDesk(
            Lookup lookup,
            Requests requests,
            Events events,
            Results results,
            SubmitReader reader,
            ScanIds ids,
            Clock clock,
            Runnable moved) {
        this.lookup = lookup;
        this.scans = lookup.scans();
        this.requests = requests;
        this.events = events;
        this.results = results;
        this.reader = reader;
        this.ids = ids;
        this.clock = clock;
        this.moved = moved;
    }

    /** {@code POST /scan}. */
    public Reply submit(Call call) {
        return Reply.ok(projection(call).picked(Shown.of(submit(newId(), submitter(call), call.body()))));
    }

    /** Begins a scan of this id. @param submitter whose turn it takes in the backlog */
    KeptScan submit(String id, String submitter, JsonNode body) {
        ScanRequest request =
                reader.read(Values.map(body), (event, sent) -> event(event, body.path("event_i3live_json")));
        requests.insert(id, request);
        return begun(id, submitter, request);
    }

    /** Reads a request and keeps nothing of it. */
    void check(JsonNode body) {
        reader.read(Values.map(body), (event, sent) -> "");
    }

    /** An id that no scan has. */
    String newId() {
        return ids.next(clock.instant());
    }

    /** Keeps an event, whatever becomes of it. */
    String keepEvent(String text) {
        return events.keep(text);
    }

    private String event(@Nullable String id, JsonNode event) {
        if (id == null) {
            return events.keep(object(event).toString());
        }
        if (!events.has(id)) {
            throw new RequestException("i3 event not found");
        }
        return id;
    }

    private static JsonNode object(JsonNode event) {
        if (!event.isTextual()) {
            return event;
        }
        try {
            return Values.read(event.asText());
        } catch (IllegalArgumentException e) {
            throw new RequestException("event_i3live_json is not valid JSON: " + e.getMessage());
        }
    }

    private static String submitter(Call call) {
        return Objects.requireNonNullElse(call.caller().subject(), "");
    }

    private KeptScan begun(String id, String submitter, ScanRequest request) {
        double now = scans.now();
        KeptScan scan = scans.insert(new KeptScan(Manifest.created(id, now, request), Course.waiting(now, submitter)));
        moved.run();
        return scan;
    }

    private static Projection projection(Call call) {
        return Projection.of(Values.of(call.body().path(PROJECTION)));
    }

    /** {@code GET /scan-request/ID}. */
    public Reply request(Call call) {
        return Reply.ok(
                requests.shown(call.id("scan_id")).orElseThrow(() -> ApiException.notFound("Scan request not found")));
    }

    /** {@code POST /scan/ID/actions/rescan}. */
    public Reply rescan(Call call) {
        String id = call.id("scan_id");
        lookup.any(id);
        if (call.body().path("abort_first").asBoolean()) {
            abort(id);
        }
        String next = newId();
        ScanRequest request = requests.rescanned(id, next).orElseThrow(Lookup::missing);
        KeptScan scan = begun(next, submitter(call), request.again(id));
        if (call.body().path("replace_scan").asBoolean()) {
            scans.change(id, each -> each.with(each.manifest().with("replaced_by_scan_id", next)));
        }
        return Reply.ok(projection(call).picked(Shown.of(scan)));
    }

    /** {@code DELETE /scan/ID}. */
    public Reply delete(Call call) {
        KeptScan scan = lookup.any(call);
        if (scan.course().complete()
                && !call.body().path("delete_completed_scan").asBoolean()) {
            throw ApiException.badRequest(
                    "Attempted to delete a completed scan (must use `delete_completed_scan=True`)");
        }
        KeptScan deleted = abort(scan.id());
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("manifest", projection(call).picked(Shown.of(deleted)));
        reply.put("result", Shown.result(results.of(deleted)));
        return Reply.ok(reply);
    }

    /** Marks a scan deleted and ends its workflow. */
    KeptScan abort(String id) {
        KeptScan left = scans.change(id, ScanDesk::aborted).orElseThrow(Lookup::missing);
        moved.run();
        return left;
    }

    private static KeptScan aborted(KeptScan scan) {
        Course course = scan.course().at(Course.Stage.OVER);
        boolean goesOn = scan.manifest().workflowId().isPresent() && course.deactivated() == null;
        return new KeptScan(
                scan.manifest().deleted() ? scan.manifest() : scan.manifest().with("is_deleted", true),
                goesOn ? course.telling("abort") : course);
    }
}
