package org.ewms.skydriver.internal.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ewms.service.ManualPage;
import org.ewms.service.Meters;
import org.ewms.service.OpenApi;
import org.ewms.service.Reply;
import org.ewms.service.Route;
import org.ewms.skydriver.Annex;
import org.ewms.skydriver.internal.sky.SkyExport;
import org.ewms.store.DocumentDatabase;

/** Every route: who may, and who answers. */
public final class Routes {
    private static final List<SkyRole> USER = List.of(SkyRole.USER);
    private static final List<SkyRole> BOTH = List.of(SkyRole.USER, SkyRole.SYSTEM);
    private static final List<SkyRole> SYSTEM = List.of(SkyRole.SYSTEM);
    private static final List<SkyRole> ANYBODY = List.of();

    private final Lookup lookup;
    private final List<Route> all = new ArrayList<>();

    public Routes(Lookup lookup) {
        this.lookup = lookup;
    }

    /** All routes made so far. */
    public List<Route> all() {
        return List.copyOf(all);
    }

    private void add(String method, String template, List<SkyRole> roles, Route.Handler handler) {
        all.add(Route.of(method, template, roles, handler));
    }

    /** One about a scan, which may have been replaced. */
    private void scan(String method, String rest, List<SkyRole> roles, Route.Handler handler) {
        add(method, "/scan/{scan_id}" + rest, roles, lookup.following(method, handler));
    }

    /** Scans as a whole. */
    public Routes scans(ScanDesk desk, FindDesk finder) {
        add("POST", "/scan", USER, desk::submit);
        add("GET", "/scan-request/{scan_id}", USER, desk::request);
        add("POST", "/scans/find", USER, finder::find);
        add("GET", "/scans/backlog", USER, finder::backlog);
        scan("DELETE", "", USER, desk::delete);
        scan("POST", "/actions/rescan", BOTH, desk::rescan);
        return this;
    }

    /** What scanners write and users read. */
    public Routes manifests(ManifestDesk desk) {
        scan("GET", "", BOTH, desk::scan);
        scan("GET", "/manifest", BOTH, desk::manifest);
        scan("GET", "/i3-event", BOTH, desk::event);
        scan("GET", "/result", USER, desk::result);
        add("PATCH", "/scan/{scan_id}/manifest", SYSTEM, desk::patch);
        add("PUT", "/scan/{scan_id}/result", SYSTEM, desk::put);
        return this;
    }

    /** Workers. */
    public Routes workflows(WorkflowDesk desk) {
        scan("GET", "/status", BOTH, desk::status);
        scan("GET", "/logs", USER, desk::logs);
        scan("GET", "/ewms/workflow-id", BOTH, desk::workflowId);
        scan("GET", "/ewms/workforce", BOTH, desk::workforce);
        scan("GET", "/ewms/taskforces", BOTH, desk::taskforces);
        scan("POST", "/actions/add-workers", USER, desk::addWorkers);
        add("POST", "/scan/{scan_id}/ewms/workflow-id", SYSTEM, desk::assign);
        return this;
    }

    /** What the page shows beside. */
    public Routes views(LocalFrameDesk frames, LogDesk logs, FanOutDesk fanOuts) {
        add("GET", "/workflows", USER, fanOuts::list);
        add("GET", "/workflow/{workflow_id}", USER, fanOuts::workflow);
        add("GET", "/workflow/{workflow_id}/queues", USER, fanOuts::queues);
        add("GET", "/workflow/{workflow_id}/queue/{mqid}/dead-letters", USER, fanOuts::deadLetters);
        add("POST", "/workflow/{workflow_id}/queue/{mqid}/actions/redrive", USER, fanOuts::redrive);
        scan("GET", "/local-frame", USER, frames::frame);
        scan("GET", "/log", USER, logs::log);
        return this;
    }

    /** What pilots fetch, who know the hash. */
    public Routes setups(java.util.function.BiFunction<String, String, java.util.Optional<byte[]>> setups) {
        add(
                "GET",
                "/scan/{scan_id}/setup/{hash}",
                ANYBODY,
                call -> Reply.ok(
                        setups.apply(call.id("scan_id"), call.id("hash")).orElseThrow(Lookup::missing)));
        return this;
    }

    /** Sky maps. */
    public Routes skies(SkyDesk desk) {
        for (SkyExport format : SkyExport.values()) {
            scan("GET", "/result." + format.ending(), USER, call -> desk.download(call, format));
        }
        scan("GET", "/result.contours.json", USER, desk::contours);
        scan("GET", "/crossmatch", USER, desk::crossmatch);
        add("GET", "/compare", USER, desk::compare);
        return this;
    }

    /** Whatever goes on. */
    public Routes streams(StreamDesk desk) {
        add("GET", "/stream", USER, desk::all);
        scan("GET", "/stream", USER, desk::one);
        scan("GET", "/pixels", USER, desk::pixels);
        return this;
    }

    /** The page, and the document that tells of the routes. */
    public Routes page(PageDesk desk, OpenApi document, List<OpenApi> further) {
        String manual = ManualPage.of(
                Stream.concat(Stream.of(document), further.stream()).toList());
        add("GET", "/", ANYBODY, desk::root);
        add("GET", "/page/{path}", ANYBODY, desk::asset);
        add("GET", "/docs", ANYBODY, call -> Reply.text("text/html; charset=utf-8", manual));
        add("GET", "/schema/openapi", ANYBODY, call -> Reply.ok(document.text()));
        return this;
    }

    /** Those of what runs beside the service. */
    public Routes beside(List<Annex> annexes) {
        annexes.forEach(each -> all.addAll(each.routes()));
        return this;
    }

    /** Those of whoever watches over the service. */
    public Routes health(DocumentDatabase database, Meters meters) {
        add("GET", "/health/live", ANYBODY, call -> Reply.nothing());
        add("GET", "/health/ready", ANYBODY, call -> {
            database.check();
            return Reply.nothing();
        });
        add("GET", "/metrics", ANYBODY, call -> Reply.text("text/plain; version=0.0.4; charset=utf-8", meters.text()));
        return this;
    }
}
