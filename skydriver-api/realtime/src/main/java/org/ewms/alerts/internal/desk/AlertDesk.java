package org.ewms.alerts.internal.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.notice.Bulletin;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.AlertBook;
import org.ewms.alerts.internal.record.Notice;
import org.ewms.alerts.internal.record.RejectBook;
import org.ewms.icecube.EventFormatException;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.OpenApi;
import org.ewms.service.Reply;
import org.ewms.service.Role;
import org.ewms.service.Route;

/** Answers the routes of alerts. */
public final class AlertDesk {
    private static final int USUAL = 100;
    private static final String ID = "alert_id";

    private final AlertBook book;
    private final RejectBook rejects;
    private final Intake intake;
    private final Issuer issuer;
    private final java.util.function.Supplier<String> here;

    /** @param here by which URL readers reach the scan service */
    public AlertDesk(
            AlertBook book,
            RejectBook rejects,
            Intake intake,
            Issuer issuer,
            java.util.function.Supplier<String> here) {
        this.book = book;
        this.rejects = rejects;
        this.intake = intake;
        this.issuer = issuer;
        this.here = here;
    }

    /** All routes. @param users who may */
    public List<Route> routes(List<? extends Role> users, OpenApi document) {
        return List.of(
                Route.of("GET", "/alerts", users, this::list),
                Route.of("POST", "/alerts", users, this::bring),
                // Before the route of one alert, whose ids begin with a number.
                Route.of("GET", "/alerts/rejected", users, this::rejected),
                Route.of("GET", "/alerts/{alert_id}", users, this::one),
                Route.of("POST", "/alerts/{alert_id}/retract", users, this::retract),
                Route.of("GET", "/schema/alerts", List.of(), call -> Reply.ok(document.text())));
    }

    private Reply list(Call call) {
        int limit = limit(call);
        List<Alert> found = book.newest(call.asked("after").orElse(null), limit);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("alerts", found.stream().map(this::shown).toList());
        if (found.size() == limit) {
            reply.put("next_after", AlertBook.cursor(found.getLast()));
        }
        return Reply.ok(reply);
    }

    private static int limit(Call call) {
        return call.asked("limit").map(Integer::valueOf).orElse(USUAL);
    }

    private Reply bring(Call call) {
        try {
            return Reply.ok(shown(intake.take(call.body(), "rest")));
        } catch (EventFormatException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Reply rejected(Call call) {
        return Reply.ok(Map.of("rejected", rejects.newest(limit(call))));
    }

    private Reply one(Call call) {
        return Reply.ok(shown(book.get(call.id(ID)).orElseThrow(AlertDesk::missing)));
    }

    private Reply retract(Call call) {
        String reason = call.body().path("reason").asText("");
        return Reply.ok(shown(book.change(
                        call.id(ID),
                        each -> each.retract(reason.isBlank() ? "it was taken back" : reason.strip(), book.now()))
                .orElseThrow(AlertDesk::missing)));
    }

    private static ApiException missing() {
        return ApiException.notFound("there is no such alert");
    }

    /** In the fields of the API. */
    private Map<String, Object> shown(Alert alert) {
        Map<String, Object> all = AlertBook.fields(alert);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(ID, alert.alertId());
        shown.putAll(AlertBook.fields(alert.content()));
        shown.put("received", alert.received());
        shown.put("last_updated", alert.lastUpdated());
        shown.put("state", alert.state());
        put(shown, "reason", alert.reason());
        put(shown, "rule", alert.treatment().rule());
        List.of("content_revision", "arrivals", "scans").forEach(each -> shown.put(each, all.get(each)));
        List<Map<String, Object>> notices = new ArrayList<>();
        for (Notice notice : alert.notices()) {
            Map<String, Object> fields = AlertBook.fields(notice);
            fields.put("links", new Bulletin(alert, notice, issuer, here.get()).links());
            notices.add(fields);
        }
        shown.put("notices", notices);
        return shown;
    }

    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> shown, String name, @org.jspecify.annotations.Nullable Object value) {
        shown.put(name, value);
    }
}
