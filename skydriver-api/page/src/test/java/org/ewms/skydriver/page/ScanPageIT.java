package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A scan's page: its sky fills in, is looked at from all sides, and ends with a result. */
class ScanPageIT extends PageFixture {
    private static final SampleLikelihood LIKELIHOOD = new SampleLikelihood(138.6545, 0.1418, 0.55);
    private static final Color STAR = new Color(0xd6006c);

    private String finished = "";

    @BeforeAll
    void scan() {
        finished = scanner().launch(50);
        scanner().tell(finished, 31747601, 768, 768, 1536);
        scanner().put(finished, LIKELIHOOD, true, 8, 64, 512);
    }

    private void openFinished() {
        open("/scan/" + finished);
        reads("h1", "Event 31747601");
        reads(".state", "Finished");
        holdsMap("sky", "best");
        holdsMap("local", "best");
        reads("#map-local .ticks", "40");
    }

    private void holdsMap(String map, String data) {
        holds("Boolean(document.querySelector('#map-" + map + " .stage').dataset." + data + ")");
    }

    /** Where the best fit is drawn on a map, CSS pixels from its corner. */
    private double[] star(String map) {
        String at = String.valueOf(browser().one("#map-" + map + " .stage").getDomAttribute("data-best"));
        return Arrays.stream(at.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static Set<Integer> colours(BufferedImage picture) {
        Set<Integer> found = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found.add(picture.getRGB(x, y));
            }
        }
        return found;
    }

    private static boolean near(int rgb, Color wanted) {
        Color found = new Color(rgb);
        return Math.abs(found.getRed() - wanted.getRed()) < 12
                && Math.abs(found.getGreen() - wanted.getGreen()) < 12
                && Math.abs(found.getBlue() - wanted.getBlue()) < 12;
    }

    private double lightness(BufferedImage picture, int x, int y) {
        float[] hsb = new float[3];
        Color at = new Color(picture.getRGB(x, y));
        Color.RGBtoHSB(at.getRed(), at.getGreen(), at.getBlue(), hsb);
        return (at.getRed() + at.getGreen() + at.getBlue()) / 765.0;
    }

    @Test
    void the_sky_fills_in_as_pixels_arrive() throws IOException {
        String id = scanner().launch(100);
        open("/scan/" + id);
        reads(".state", "Queued");
        reads("#map-sky .scale", "No pixel yet");
        scanner().begin(id);
        reads(".state", "Starting");
        scanner().tell(id, 31747601, 768);
        reads(".state", "Scanning");
        reads("h1", "Run 138632 · Event 31747601");
        reads(".card", "No pixel yet");
        scanner().put(id, LIKELIHOOD, false, 8);
        reads("[aria-label='Best fit']", "nside 8: 768");
        reads("[aria-label='Best fit']", "Centre of the best pixel so far (nside 8)");
        scanner().tell(id, 31747601, 768, 768, 200);
        scanner().put(id, LIKELIHOOD, false, 8, 64, 512);
        reads("[aria-label='Best fit']", "nside 512");
        reads("[aria-label=Progress]", "200 of 1\u202f536");
        reads("[aria-label=Progress]", "0:02:40 (0:02:10 to 0:03:05)");
        browser().picture("scanning");
        scanner().put(id, LIKELIHOOD, true, 8, 64, 512);
        reads(".state", "Finished");
        reads("[aria-label='Best fit']", "90 % area");
        reads("#announcements", "Finished");
        reads(".log", "The final result is here");
        reads("[aria-label=Errors]", "pixels whose fit failed");
        assertThat(Double.parseDouble(browser().text("#best-ra").replace("°", "")))
                .isCloseTo(138.6545, within(0.05));
        assertThat(Double.parseDouble(browser().text("#best-dec").replace("°", "")))
                .isCloseTo(0.1418, within(0.05));
        reads("[aria-label='Best fit']", "09h 14m 3");
    }

    @Test
    void both_maps_show_the_best_fit_where_it_is_and_the_rest_in_many_colours() throws IOException {
        openFinished();
        for (String map : List.of("sky", "local")) {
            holdsMap(map, "best");
            WebElement stage = browser().one("#map-" + map + " .stage");
            BufferedImage picture = browser().picture("map-" + map, stage);
            double[] star = star(map);
            assertThat(near(picture.getRGB((int) star[0], (int) star[1]), STAR))
                    .describedAs("the star's colour at %s of map %s", Arrays.toString(star), map)
                    .isTrue();
            assertThat(colours(picture)).hasSizeGreaterThan(map.equals("sky") ? 60 : 120);
        }
        WebElement sky = browser().one("#map-sky .stage");
        double[] star = star("sky");
        // Right ascension grows to the left from 24 h, and 138.65 of 360 degrees at the equator of an ellipse of 0.985
        // of the width.
        double expected = sky.getSize().getWidth() * (0.5 + 0.985 * (180 - 138.6545) / 360);
        assertThat(star[0]).isCloseTo(expected, within(2.0));
        assertThat(star[1]).isCloseTo(sky.getSize().getHeight() * 0.5, within(3.0));
    }

    @Test
    void it_is_lighter_near_the_best_fit_than_far_from_it() throws IOException {
        openFinished();
        BufferedImage picture = browser().picture("map-local", browser().one("#map-local .stage"));
        double[] star = star("local");
        int y = (int) star[1];
        assertThat(lightness(picture, (int) star[0] + 20, y))
                .isGreaterThan(lightness(picture, (int) star[0] + 150, y) + 0.1);
    }

    @Test
    void galactic_coordinates_move_the_best_fit_to_its_galactic_place() throws IOException {
        openFinished();
        double[] before = star("sky");
        browser().one("input[value=galactic]").click();
        await().untilAsserted(() -> assertThat(star("sky")[0]).isNotCloseTo(before[0], within(20.0)));
        holds("document.querySelector('#map-sky .readout').textContent.trim() === ''");
        double[] after = star("sky");
        int width = browser().one("#map-sky .stage").getSize().getWidth();
        // l = 231 is right of the middle, as longitudes below 180 are left of it; b = +31.4 is in the upper half.
        assertThat(after[0]).isGreaterThan(width * 0.75);
        assertThat(after[1])
                .isLessThan(browser().one("#map-sky .stage").getSize().getHeight() * 0.4);
        browser().picture("galactic");
        browser().one("input[value=equatorial]").click();
        await().untilAsserted(() -> assertThat(star("sky")[0]).isCloseTo(before[0], within(0.5)));
    }

    @Test
    void the_detector_s_frame_shows_where_the_event_came_from() throws IOException {
        openFinished();
        holds("!document.querySelector('input[value=local]').disabled");
        // The published fit of this alert: zenith 1.57163, azimuth 4.87687 rad.
        String best = "[aria-label='Best fit']";
        reads(best, "azimuth, zenith");
        String[] told = browser()
                .text(best)
                .replaceAll("(?s).*azimuth, zenith([\\d.]+)°, ([\\d.]+)°.*", "$1 $2")
                .split(" ");
        assertThat(Double.parseDouble(told[0])).isCloseTo(Math.toDegrees(4.87687), within(0.06));
        assertThat(Double.parseDouble(told[1])).isCloseTo(Math.toDegrees(1.57163), within(0.06));
        double[] before = star("sky");
        browser().one("input[value=local]").click();
        await().untilAsserted(() -> assertThat(star("sky")[0]).isNotCloseTo(before[0], within(20.0)));
        WebElement sky = browser().one("#map-sky .stage");
        assertThat(star("sky")[0])
                .isCloseTo(sky.getSize().getWidth() * (0.5 + 0.985 * (180 - 279.424) / 360), within(2.0));
        assertThat(star("sky")[1]).isCloseTo(sky.getSize().getHeight() * 0.5, within(3.0));
        new Actions(browser().driver())
                .moveToElement(browser().one("#map-sky .overlay"))
                .perform();
        await().untilAsserted(() -> assertThat(browser().text("#map-sky .readout"))
                .containsPattern("azimuth (179|180)\\.\\d\\d°  zenith (89|90)\\.\\d\\d°"));
        browser().picture("local-frame");
        browser().one("input[value=equatorial]").click();
        await().untilAsserted(() -> assertThat(star("sky")[0]).isCloseTo(before[0], within(0.5)));
        browser().driver().executeScript("localStorage.clear()");
    }

    @Test
    void the_page_s_frame_of_the_detector_is_the_service_s_to_a_thousandth_of_a_degree() throws IOException {
        openFinished();
        JsonNode frame = scanner().get("/scan/" + finished + "/local-frame");
        JsonNode told = browser().inModule("sky/frames.js", """
                        (m, answer) => {
                          const frame = m.localFrame(answer);
                          const [azimuth, lat] = m.convert(138.6545, 0.1418, 'equatorial', frame);
                          return {azimuth, zenith: 90 - lat, back: m.convert(azimuth, lat, frame, 'equatorial')};
                        }""", frame);
        assertThat(told.path("azimuth").asDouble()).isCloseTo(Math.toDegrees(4.87687), within(0.001));
        assertThat(told.path("zenith").asDouble()).isCloseTo(Math.toDegrees(1.57163), within(0.001));
        assertThat(told.at("/back/0").asDouble()).isCloseTo(138.6545, within(1e-9));
        assertThat(told.at("/back/1").asDouble()).isCloseTo(0.1418, within(1e-9));
    }

    @Test
    void the_mouse_reads_the_map() {
        openFinished();
        WebElement overlay = browser().one("#map-local .overlay");
        double[] star = star("local");
        int[] middle = {overlay.getSize().getWidth() / 2, overlay.getSize().getHeight() / 2};
        new Actions(browser().driver())
                .moveToElement(overlay, (int) star[0] - middle[0], (int) star[1] - middle[1])
                .perform();
        await().untilAsserted(() -> assertThat(browser().text("#map-local .readout"))
                .matches("RA 138\\.6\\d°  Dec \\+0\\.1\\d° · 2Δllh 0(\\.\\d+)? · nside 512, pixel \\d+"));
        assertThat(browser().text("#map-sky .readout")).isEqualTo(browser().text("#map-local .readout"));
        new Actions(browser().driver())
                .moveToElement(browser().one("#map-sky .overlay"), -250, 20)
                .perform();
        reads("#map-sky .readout", "nside 8, pixel");
    }

    @Test
    void the_keyboard_reads_and_zooms_the_map() {
        openFinished();
        browser().driver().executeScript("document.querySelector('#map-local .overlay').focus()");
        Actions keys = new Actions(browser().driver());
        keys.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_UP).perform();
        reads("#map-local .readout", "nside 512, pixel");
        reads("#announcements", "2Δllh");
        long painted = painted();
        keys.sendKeys("+").perform();
        reads("#announcements", "degrees wide");
        await().untilAsserted(() -> assertThat(painted()).isGreaterThan(painted));
        keys.sendKeys("0").sendKeys(Keys.ESCAPE).perform();
        holds("document.querySelector('#map-local .readout').textContent.trim() === ''");
    }

    private long painted() {
        return Long.parseLong(
                Objects.requireNonNull(browser().one("#map-local .stage").getDomAttribute("data-painted")));
    }

    @Test
    void a_click_on_the_whole_sky_takes_the_local_view_there() {
        openFinished();
        new Actions(browser().driver())
                .moveToElement(browser().one("#map-sky .overlay"), -200, 30)
                .click()
                .perform();
        holds("document.querySelector('#map-local .stage').dataset.best === ''");
        browser().one("[aria-label='Back to the best fit']").click();
        holdsMap("local", "best");
    }

    @Test
    void a_result_can_be_had_in_every_form() {
        openFinished();
        await().untilAsserted(() -> assertThat(browser().all(".files button")).hasSize(7));
        for (WebElement each : browser().all(".files button")) {
            each.click();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(browser().text("#announcements")).startsWith("Saved "));
            browser().driver().executeScript("document.getElementById('announcements').textContent = ''");
        }
        assertThat(browser().all(".problem:not([hidden])")).isEmpty();
    }

    @Test
    void a_scan_is_aborted_after_a_question() {
        String id = scanner().launch(10);
        open("/scan/" + id);
        reads(".state", "Queued");
        browser().one("button.danger").click();
        browser().driver().switchTo().alert().dismiss();
        reads(".state", "Queued");
        browser().one("button.danger").click();
        browser().driver().switchTo().alert().accept();
        reads(".state", "Deleted");
        assertThat(browser().one("button.danger").isEnabled()).isFalse();
        assertThat(scanner()
                        .get("/scan/" + id + "/manifest?include_deleted=true")
                        .path("is_deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void an_event_is_scanned_again() {
        openFinished();
        browser().all(".title button").getFirst().click();
        browser().driver().switchTo().alert().accept();
        await().untilAsserted(() -> assertThat(browser().driver().getCurrentUrl())
                .contains("/#/scan/")
                .doesNotContain(finished));
        reads(".state", "Queued");
        reads(".facts", "rescan of " + finished.substring(0, 12));
    }

    @Test
    void a_scan_that_is_not_there_is_said_to_be_so() {
        open("/scan/0123456789x");
        reads(".state", "Not found");
        reads("[role=alert]", "Not Found");
        assertThat(browser().complaints()).allMatch(each -> each.contains("404"));
    }

    @Test
    void nothing_bars_those_who_do_not_see_or_point() throws IOException {
        openFinished();
        await().untilAsserted(() -> assertThat(browser().all(".files button")).hasSize(7));
        for (String theme : List.of("light", "dark")) {
            browser()
                    .driver()
                    .executeScript(
                            "const t = document.getElementById('theme'); t.value = arguments[0]; t.dispatchEvent(new Event('change'))",
                            theme);
            assertThat(browser().barriers()).describedAs(theme).isEmpty();
            browser().picture("scan-" + theme);
        }
        browser().driver().executeScript("localStorage.clear()");
    }
}
