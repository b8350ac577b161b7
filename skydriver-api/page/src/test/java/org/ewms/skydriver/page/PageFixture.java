package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ewms.alerts.Alerts;
import org.ewms.alerts.AlertsFile;
import org.ewms.skydriver.Annex;
import org.ewms.skydriver.SkyDriver;
import org.ewms.skydriver.SkyDriverOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real service with the page in it, a scanner elsewhere, and a browser: one of each for the tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageFixture {
    /** On a busy machine a browser takes its time. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable SkyDriver service;
    private @Nullable Browser browser;

    @BeforeAll
    void start(@TempDir Path directory) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CI", "true",
                "REST_HOST", "127.0.0.1",
                "REST_PORT", "0",
                "EWMS_DATA_DIR", directory.resolve("data").toString(),
                "SKYDRIVER_MAX_BODY_BYTES", String.valueOf(1 << 30)));
        environment.putAll(surroundings(directory));
        service = SkyDriver.start(
                SkyDriverOptions.from(environment, Set.of("dummy", "spe")),
                Clock.systemUTC(),
                new SecureRandom(),
                beside(directory));
        browser = new Browser();
    }

    /** Starts what the service shall have around it; by default nothing. */
    Map<String, String> surroundings(Path directory) {
        return Map.of();
    }

    /** What runs beside the service; by default alerts, all of which are scanned. */
    Annex.Maker[] beside(Path directory) {
        return new Annex.Maker[] {Alerts.by(AlertsFile.usual(), Clock.systemUTC())};
    }

    /** Ends what {@link #surroundings} began, after the service. */
    void leave() {}

    @AfterAll
    void stop() {
        // The browser first: its streams would keep the service's connections open.
        Objects.requireNonNull(browser).close();
        Objects.requireNonNull(service).close();
        leave();
    }

    @AfterEach
    void the_console_is_quiet() throws IOException {
        assertThat(browser().complaints()).isEmpty();
    }

    Browser browser() {
        return Objects.requireNonNull(browser);
    }

    ExternalScanner scanner() {
        return new ExternalScanner(Objects.requireNonNull(service).uri());
    }

    /** Opens one of the page's views anew. */
    void open(String view) {
        browser().driver().get("about:blank");
        browser().driver().get(Objects.requireNonNull(service).uri() + "/#" + view);
    }

    /** Waits until an element reads so. */
    void reads(String selector, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser().text(selector))
                        .describedAs(() -> "the page reads: " + browser().text("main"))
                        .contains(part));
    }

    /** Waits until a script says true. */
    void holds(String script) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser().driver().executeScript("return " + script))
                        .describedAs(script)
                        .isEqualTo(true));
    }
}
