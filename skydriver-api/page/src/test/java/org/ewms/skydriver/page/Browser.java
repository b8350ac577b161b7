package org.ewms.skydriver.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The distribution's Chromium, without a screen. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Where pictures of the page are left to be looked at. */
    private static final Path PICTURES = Path.of("target", "pictures");

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        // No sandbox, as it wants user namespaces, which a container's root may lack.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--force-color-profile=srgb",
                "--lang=en-GB",
                "--window-size=1440,1080");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(program("chromedriver")))
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    }

    private static String program(String name) {
        Path path = Path.of("/usr/bin", name);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(path + " is missing: run deploy/scripts/install-test-tools");
        }
        return path.toString();
    }

    ChromeDriver driver() {
        return driver;
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What is read at the first element of a selector; empty when there is none (yet). */
    String text(String selector) {
        return String.valueOf(driver.executeScript(
                "const e = document.querySelector(arguments[0]); return e ? e.textContent : ''", selector));
    }

    /**
     * What a function of a module of the page, and of one JSON value, returns: {@code (module, input) => …}.
     *
     * @param module its path, such as {@code sky/healpix.js}
     */
    JsonNode inModule(String module, String function, Object input) throws IOException {
        String answer = String.valueOf(
                driver.executeAsyncScript("""
                const [path, input, done] = arguments;
                import(new URL('/page/' + path, location.origin).href)
                    .then((module) => (%s)(module, JSON.parse(input)))
                    .then((result) => done(JSON.stringify(result)), (error) => done(JSON.stringify({error: String(error)})));
                """.formatted(function), module, JSON.writeValueAsString(input)));
        JsonNode result = JSON.readTree(answer);
        if (result.has("error")) {
            throw new AssertionError(module + ": " + result.get("error").asText());
        }
        return result;
    }

    /** A picture of what is seen, kept under {@code name}. */
    BufferedImage picture(String name) throws IOException {
        return keep(name, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** A picture of one element, kept under {@code name}. */
    BufferedImage picture(String name, WebElement element) throws IOException {
        return keep(name, element.getScreenshotAs(OutputType.BYTES));
    }

    private static BufferedImage keep(String name, byte[] png) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), png);
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    }

    /** What the page complained of to the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What axe finds wrong with the page as it stands (WCAG 2.2 A, AA and best practices), one line each. */
    List<String> barriers() throws IOException {
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run().then((r) => done(r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html + ' ' + n.failureSummary))));
                """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
