package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The timeline of alerts, on answers of the agreed shape. */
class AlertsPageIT {
    private static final Map<String, String> ALERTS = new ConcurrentSkipListMap<>();
    private static final BlockingQueue<String> CHANGES = new LinkedBlockingQueue<>();
    private static volatile boolean there = true;
    private static HttpServer server;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", StaticSite::answer);
        server.createContext("/alerts", AlertsPageIT::alerts);
        server.createContext("/stream", AlertsPageIT::stream);
        server.start();
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
        server.stop(0);
    }

    private static void alerts(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().replaceFirst("^/alerts/?", "");
        if (!there) {
            send(exchange, 404, "{\"code\": 404, \"error\": \"Not Found\"}");
        } else if (id.isEmpty()) {
            send(
                    exchange,
                    200,
                    "{\"alerts\": ["
                            + String.join(",", ALERTS.values().stream().toList().reversed()) + "]}");
        } else {
            send(exchange, 200, ALERTS.getOrDefault(id, "{}"));
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                String id = CHANGES.poll(1, TimeUnit.SECONDS);
                out.write((id == null
                                ? ": \n\n"
                                : "event: alert\ndata: {\"alert_id\": \"" + id
                                        + "\", \"state\": \"done\", \"last_updated\": 1}\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void alert(int event, double received, String state, String scans, String notices) {
        ALERTS.put("138632-" + event, """
                {"alert_id": "138632-%1$d", "run_id": 138632, "event_id": %1$d, "event_time": "2023-12-02T17:08:24.093Z",
                 "mjd": 60280.71, "event_type": "neutrino", "streams": ["neutrino"], "version": "2023a", "simulated": false,
                 "received": %2$f, "last_updated": %2$f, "state": "%3$s", "reason": null, "rule": "tracks",
                 "content_revision": 1, "content_hash": "00", "i3_event_id": "e",
                 "arrivals": [{"source": "rest", "at": %2$f, "content_revision": 1},
                              {"source": "kafka alerts", "at": %4$f, "content_revision": 1}],
                 "scans": [%5$s], "notices": [%6$s]}""".formatted(event, received, state, received + 2, scans, notices));
    }

    private static String scan(String phase, String state, String result) {
        return """
                {"scan_id": "0%1$s", "phase": "%1$s", "content_revision": 1, "state": "%2$s", "reco_algo": "spe",
                 "nsides": "8:0,64:12", "priority": 150, "trouble": null, "result": %3$s}""".formatted(phase, state, result);
    }

    private static final String PLACE = """
            {"ra": 138.65, "dec": 0.14, "llh": 1195.5,
             "region50": {"area_deg2": 0.3, "radius_deg": 0.3, "ra_plus_deg": 0.3, "ra_minus_deg": 0.3, "dec_plus_deg": 0.3, "dec_minus_deg": 0.3},
             "region90": {"area_deg2": 0.965, "radius_deg": 0.6, "ra_plus_deg": 0.6, "ra_minus_deg": 0.6, "dec_plus_deg": 0.6, "dec_minus_deg": 0.6}}""";

    private static final String NOTICE = """
            {"revision": 1, "kind": "initial", "phase": "prompt", "scan_id": "0prompt", "created": 1700000030.0, "reason": null,
             "localization": %s, "links": {},
             "sends": [{"sink": "gcn", "key": "k", "state": "sent", "attempts": 1, "next_attempt": null, "sent_at": 1700000031.0, "error": null},
                       {"sink": "webhook", "key": "k", "state": "waiting", "attempts": 3, "next_attempt": 1700000090.0, "sent_at": null,
                        "error": "503 Service Unavailable"}]}""".formatted(PLACE);

    private static void reads(String selector, String part) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text(selector)).contains(part));
    }

    private static void visit(String view) {
        browser.driver().get("about:blank");
        browser.driver().get("http://localhost:" + server.getAddress().getPort() + "/#" + view);
    }

    @Test
    void alerts_are_told_newest_first_with_their_scans_and_who_was_told() throws IOException {
        there = true;
        ALERTS.clear();
        alert(
                1,
                1700000000,
                "scanning",
                scan("prompt", "done", PLACE) + "," + scan("refined", "planned", "null"),
                NOTICE);
        alert(2, 1700000100, "scanning", scan("prompt", "running", "null"), "");
        visit("/alerts");
        reads("#main [role=status]", "2 alerts");
        assertThat(browser.one("#alerts-link").isDisplayed()).isTrue();
        assertThat(browser.one("#alerts-link").getDomAttribute("aria-current")).isEqualTo("page");
        assertThat(browser.all(".timeline > li").getFirst().getDomAttribute("data-alert"))
                .isEqualTo("138632-2");
        String first = "[data-alert='138632-1']";
        assertThat(browser.text(first))
                .contains(
                        "came by rest",
                        "came by kafka alerts",
                        "Notice 1 initial, of the prompt scan",
                        "RA 138.65°, Dec +0.14°, 90 % in 0.965 deg²",
                        "to gcn: Sent",
                        "to webhook: Waiting",
                        "3 attempts",
                        "503 Service Unavailable");
        // What has not begun has no page yet.
        assertThat(browser.all(first + " tbody a")).hasSize(1);
        assertThat(browser.one(first + " tbody a").getDomAttribute("href")).isEqualTo("#/scan/0prompt");
        for (String theme : List.of("dark", "light")) {
            browser.driver().executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
            assertThat(browser.barriers()).describedAs(theme).isEmpty();
            browser.picture("alerts-" + theme);
        }
    }

    @Test
    void an_alert_that_changes_is_told_without_asking() {
        there = true;
        alert(3, 1700000200, "scanning", scan("prompt", "running", "null"), "");
        visit("/alerts");
        String item = "[data-alert='138632-3']";
        reads(item + " .head .state", "Scanning");
        reads("#connection", "Live");
        alert(3, 1700000200, "done", scan("prompt", "done", PLACE), NOTICE);
        CHANGES.add("138632-3");
        reads(item + " .head .state", "Done");
        reads(item, "90 % in 0.965 deg²");
        reads("#announcements", "Run 138632, event 3: Done");
    }

    @Test
    void the_keyboard_leads_to_the_alerts() {
        there = true;
        visit("/submit");
        await().until(() -> browser.one("#alerts-link").isDisplayed());
        browser.driver().executeScript("document.querySelector('header nav a').focus()");
        new Actions(browser.driver()).sendKeys(Keys.TAB).sendKeys(Keys.ENTER).perform();
        reads("h1", "Alerts");
    }

    @Test
    void a_service_without_alerts_has_no_link_to_them() {
        there = false;
        visit("/alerts");
        reads("#main [role=status]", "This service takes no alerts");
        assertThat(browser.one("#alerts-link").isDisplayed()).isFalse();
    }
}
