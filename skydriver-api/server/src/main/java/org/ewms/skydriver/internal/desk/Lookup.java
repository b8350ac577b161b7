package org.ewms.skydriver.internal.desk;

import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.service.Route;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.Scans;

/** Finds the scan that a request is about. */
public record Lookup(Scans scans) {
    private static final String ID = "scan_id";

    /** The scan, deleted or not. @throws ApiException 404 */
    KeptScan any(Call call) {
        return any(call.id(ID));
    }

    /** The scan, deleted or not. @throws ApiException 404 */
    KeptScan any(String id) {
        return scans.get(id).orElseThrow(Lookup::missing);
    }

    /** The scan; a deleted one only where the request says so. @throws ApiException 404 */
    KeptScan shown(Call call) {
        KeptScan scan = any(call);
        if (scan.manifest().deleted() && !call.flag("include_deleted")) {
            throw missing();
        }
        return scan;
    }

    static ApiException missing() {
        return ApiException.notFound("Not Found");
    }

    /** The same handler, but users who ask for a scan that was replaced are sent to the one that replaces it. */
    Route.Handler following(String method, Route.Handler handler) {
        return call -> {
            if (call.caller().role() != SkyRole.USER || stays(call)) {
                return handler.handle(call);
            }
            String id = call.id(ID);
            return any(id).manifest()
                    .replacedBy()
                    .map(next -> moved(method, call.target().replaceFirst(java.util.regex.Pattern.quote(id), next)))
                    .orElseGet(() -> handler.handle(call));
        };
    }

    private static boolean stays(Call call) {
        return call.flag("no_redirect") || call.body().path("no_redirect").asBoolean();
    }

    /** Whatever is not a GET must stay what it is. */
    private static Reply moved(String method, String target) {
        return Reply.elsewhere(method.equals("GET") ? 302 : 307, target);
    }
}
