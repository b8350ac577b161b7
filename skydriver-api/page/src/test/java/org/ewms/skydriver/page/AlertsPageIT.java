package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.alerts.Alerts;
import org.ewms.alerts.AlertsFile;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.skydriver.Annex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The timeline of alerts that come by REST and a folder, are scanned by a scanner elsewhere, and told to a folder and a web hook. */
class AlertsPageIT extends PageFixture {
    private static final int RUN = 138_632;
    private static final SampleLikelihood LIKELIHOOD = new SampleLikelihood(138.6545, 0.1418, 3);

    private final AtomicInteger answer = new AtomicInteger(202);
    private @Nullable Path drop;
    private @Nullable HttpServer hook;

    @Override
    Annex.Maker[] beside(Path directory) {
        drop = directory.resolve("drop");
        try {
            hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            hook.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(answer.get(), -1);
                }
            });
            hook.start();
            Path file = Files.writeString(directory.resolve("alerts.yaml"), """
                    listen:
                      drop: {folder: drop, every: 0.2, settled: 0.2}
                    sinks:
                      archive: {folder: notices, format: voevent}
                      observers: {webhook: "http://127.0.0.1:%d/"}
                    issuer: {ivorn: "ivo://org.example/alerts", contact: The shift}
                    rules:
                      - name: tracks
                        prompt:  {reco: spe, nsides: "8:0", clusters: {osg: 4}}
                        refined: {reco: spe, nsides: "8:0,64:12", clusters: {osg: 8}}
                        notify: [archive, observers]
                    """.formatted(
                            hook.getAddress().getPort()));
            return new Annex.Maker[] {Alerts.by(AlertsFile.read(file), Clock.systemUTC())};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void leave() {
        Objects.requireNonNull(hook).stop(0);
    }

    private static byte[] event(int number) {
        try {
            RealtimeEvent bundled = RealtimeEvent.read(Path.of("../../events/simulated-track.json"));
            return RealtimeEventWriter.toJson(
                    new SimulatedEvent(RUN, number, 60_280.71, "neutrino", bundled.pulses(), bundled.truth(), number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(int number) {
        scanner().call("POST", "/alerts", new String(event(number), StandardCharsets.UTF_8));
    }

    private void drop(int number) throws IOException {
        Path folder = Objects.requireNonNull(drop);
        Files.createDirectories(folder);
        Path whole = Files.write(folder.resolve(".event"), event(number));
        Files.move(whole, folder.resolve(number + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private JsonNode awaits(int number, String pointer, String value) {
        return await().atMost(PATIENCE)
                .until(() -> alert(number), each -> each.at(pointer).asText().equals(value));
    }

    /** The alert as the service has it; an alert with nothing while it has none. */
    private JsonNode alert(int number) {
        return scanner()
                .get("/alerts")
                .path("alerts")
                .valueStream()
                .filter(each -> each.path("event_id").asInt() == number)
                .findFirst()
                .orElseGet(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance::objectNode);
    }

    private String scan(int number, int phase) {
        return awaits(number, "/scans/" + phase + "/state", "running")
                .at("/scans/" + phase + "/scan_id")
                .asText();
    }

    private static String item(int number) {
        return "[data-alert='" + RUN + "-" + number + "']";
    }

    @Test
    void alerts_are_told_newest_first_with_their_scans_and_who_was_told() throws IOException {
        answer.set(503);
        drop(1);
        awaits(1, "/arrivals/0/source", "folder drop");
        post(1);
        scanner().put(scan(1, 0), LIKELIHOOD, true, 8, 64);
        post(2);
        String prompt = scan(2, 0);
        awaits(1, "/notices/0/sends/0/state", "sent");
        open("/alerts");
        reads("#main [role=status]", "alerts");
        assertThat(browser().one("#alerts-link").isDisplayed()).isTrue();
        assertThat(browser().one("#alerts-link").getDomAttribute("aria-current"))
                .isEqualTo("page");
        List<String> shown = browser().all(".timeline > li").stream()
                .map(each -> String.valueOf(each.getDomAttribute("data-alert")))
                .toList();
        assertThat(shown.indexOf(RUN + "-2")).isLessThan(shown.indexOf(RUN + "-1"));
        assertThat(browser().text(item(1)))
                .contains(
                        "came by rest",
                        "came by folder drop",
                        "Notice 1 initial, of the prompt scan",
                        "RA 138.6",
                        "90 % in",
                        "to archive: Sent");
        reads(item(1), "to observers: Waiting");
        reads(item(1), "503");
        reads(item(1), " attempts");
        // What has not begun has no page yet.
        assertThat(browser().all(item(2) + " tbody a")).hasSize(1);
        assertThat(browser().one(item(2) + " tbody a").getDomAttribute("href")).isEqualTo("#/scan/" + prompt);
        for (String theme : List.of("dark", "light")) {
            browser().driver().executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
            assertThat(browser().barriers()).describedAs(theme).isEmpty();
            browser().picture("alerts-" + theme);
        }
    }

    @Test
    void an_alert_is_followed_from_its_arrival_to_its_notices_without_asking() throws IOException {
        answer.set(202);
        open("/alerts");
        reads("#connection", "Live");
        post(3);
        reads(item(3) + " .head .state", "Scanning");
        scanner().put(scan(3, 0), LIKELIHOOD, true, 8);
        reads(item(3), "Notice 1 initial, of the prompt scan");
        reads(item(3), "to observers: Sent");
        scanner().put(scan(3, 1), LIKELIHOOD, true, 8, 64);
        reads(item(3), "Notice 2 update, of the refined scan");
        reads(item(3) + " .head .state", "Done");
        reads("#announcements", "Run " + RUN + ", event 3: Done");
        scanner().call("POST", "/alerts/" + RUN + "-3/retract", "{\"reason\": \"flashers\"}");
        reads(item(3) + " .head .state", "Retracted");
        reads(item(3), "Notice 3 retraction: flashers");
        browser().picture("alerts-followed");
    }

    @Test
    void the_keyboard_leads_to_the_alerts() {
        open("/submit");
        await().atMost(PATIENCE).until(() -> browser().one("#alerts-link").isDisplayed());
        browser().driver().executeScript("document.querySelector('header nav a').focus()");
        new Actions(browser().driver()).sendKeys(Keys.TAB).sendKeys(Keys.ENTER).perform();
        reads("h1", "Alerts");
    }
}
