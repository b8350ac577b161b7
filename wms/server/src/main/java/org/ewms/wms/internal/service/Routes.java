package org.ewms.wms.internal.service;

import java.util.ArrayList;
import java.util.List;
import org.ewms.service.ManualPage;
import org.ewms.service.Meters;
import org.ewms.service.OpenApi;
import org.ewms.service.Reply;
import org.ewms.service.Route;
import org.ewms.store.Kind;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Deactivation;

/** Every route: who may, and who answers. */
public final class Routes {
    private static final List<WmsRole> USER = List.of(WmsRole.USER);
    private static final List<WmsRole> TMS = List.of(WmsRole.SYSTEM_TMS);
    private static final List<WmsRole> ALL = List.of(WmsRole.USER, WmsRole.SYSTEM_TMS);
    private static final List<WmsRole> WMS = List.of(WmsRole.SYSTEM_WMS);
    private static final List<WmsRole> USER_OR_WMS = List.of(WmsRole.USER, WmsRole.SYSTEM_WMS);
    private static final List<WmsRole> ANYBODY = List.of();

    private final List<Route> all = new ArrayList<>();

    /** All routes made so far. */
    public List<Route> all() {
        return List.copyOf(all);
    }

    private void get(String template, List<WmsRole> roles, Route.Handler handler) {
        all.add(Route.of("GET", template, roles, handler));
    }

    private void post(String template, List<WmsRole> roles, Route.Handler handler) {
        all.add(Route.of("POST", template, roles, handler));
    }

    /** One that the Python services do not have. */
    private void added(String method, String template, List<WmsRole> roles, Route.Handler handler) {
        all.add(Route.of(method, template, roles, handler).withProblems());
    }

    /** Those of users. */
    public Routes users(WorkflowDesk desk, EventDesk events, OpenApi document) {
        get("/v1/", USER, call -> Reply.nothing());
        get("/v1/schema/openapi", ALL, call -> Reply.ok(document.text()));
        post("/v1/workflows", USER, desk::submit);
        get("/v1/workflows/{workflow_id}", USER, desk::workflow);
        added("GET", "/v1/workflows/{workflow_id}/sharing", USER, desk::sharing);
        added("POST", "/v1/workflows/{workflow_id}/actions/share", USER, desk::share);
        added("GET", "/v1/workflows/{workflow_id}/events", USER, events::events);
        added("GET", "/v1/workflows/{workflow_id}/explain", USER, desk::explain);
        post("/v1/workflows/{workflow_id}/actions/abort", USER, call -> desk.deactivate(call, Deactivation.ABORTED));
        post(
                "/v1/workflows/{workflow_id}/actions/finished",
                USER,
                call -> desk.deactivate(call, Deactivation.FINISHED));
        post("/v1/query/workflows", ALL, call -> desk.query(call, Kind.WORKFLOW, "workflows"));
        get("/v1/task-directives/{task_id}", USER, desk::directive);
        post("/v1/query/task-directives", USER, call -> desk.query(call, Kind.TASK_DIRECTIVE, "task_directives"));
        post("/v1/task-directives/{task_id}/actions/add-workers", ALL, desk::addWorkers);
        get("/v1/taskforces/{taskforce_uuid}", ALL, desk::taskforce);
        post("/v1/query/taskforces", ALL, call -> desk.query(call, Kind.TASKFORCE, "taskforces"));
        return this;
    }

    /** Those of a TMS. */
    public Routes tms(TmsDesk desk) {
        get("/v1/tms/pending-starter/taskforces", ALL, desk::toStart);
        post("/v1/tms/condor-submit/taskforces/{taskforce_uuid}", TMS, desk::submitted);
        post("/v1/tms/condor-submit/taskforces/{taskforce_uuid}/failed", TMS, desk::submitFailed);
        get("/v1/tms/pending-stopper/taskforces", ALL, desk::toStop);
        post("/v1/tms/condor-rm/taskforces/{taskforce_uuid}", TMS, desk::removed);
        post("/v1/tms/condor-rm/taskforces/{taskforce_uuid}/failed", TMS, desk::removeFailed);
        post("/v1/tms/condor-complete/taskforces/{taskforce_uuid}", TMS, desk::completed);
        post("/v1/tms/statuses/taskforces", TMS, desk::statuses);
        return this;
    }

    /** Those of the queue service. */
    public Routes queues(QueueDesk desk, OpenApi document) {
        get("/v1/mqs", USER_OR_WMS, call -> Reply.nothing());
        get("/v1/mqs/schema/openapi", USER_OR_WMS, call -> Reply.ok(document.text()));
        post("/v1/mqs/workflows/{workflow_id}/mq-group/reservation", WMS, desk::reserve);
        post("/v1/mqs/workflows/{workflow_id}/mq-group/activation", WMS, desk::activate);
        get("/v1/mqs/workflows/{workflow_id}/mq-group", WMS, desk::group);
        get("/v1/mqs/mq-profiles/{mqid}", WMS, desk::profile);
        get("/v1/mqs/workflows/{workflow_id}/mq-profiles/public", USER, desk::publicProfiles);
        added("GET", "/v1/mqs/workflows/{workflow_id}/queues", USER_OR_WMS, desk::fillings);
        added("POST", "/v1/mqs/workflows/{workflow_id}/mq-group/actions/revoke", USER_OR_WMS, desk::revoke);
        added("POST", "/v1/mqs/workflows/{workflow_id}/mq-group/actions/remove", WMS, desk::remove);
        added("POST", "/v1/mqs/mq-profiles/{mqid}/actions/purge", USER_OR_WMS, desk::purge);
        added("GET", "/v1/mqs/mq-profiles/{mqid}/dead-letters", USER_OR_WMS, desk::deadLetters);
        added("POST", "/v1/mqs/mq-profiles/{mqid}/actions/redrive", USER_OR_WMS, desk::redrive);
        added("POST", "/v1/mqs/actions/renew", ANYBODY, desk::renew);
        get("/mqbroker-issuer/.well-known/jwks.json", ANYBODY, desk::keys);
        added("GET", "/mqbroker-issuer/.well-known/openid-configuration", ANYBODY, desk::discovery);
        return this;
    }

    /** Those of whoever watches over the service. */
    public Routes health(WorkflowStore store, Meters meters) {
        get("/health/live", ANYBODY, call -> Reply.nothing());
        get("/health/ready", ANYBODY, call -> {
            store.check();
            return Reply.nothing();
        });
        get("/metrics", ANYBODY, call -> Reply.text("text/plain; version=0.0.4; charset=utf-8", meters.text()));
        return this;
    }

    /** The page that tells people of the routes. */
    public Routes manual(List<OpenApi> documents) {
        String page = ManualPage.of(documents);
        get("/docs", ANYBODY, call -> Reply.text("text/html; charset=utf-8", page));
        return this;
    }
}
