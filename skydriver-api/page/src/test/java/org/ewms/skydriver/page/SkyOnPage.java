package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.ewms.skymap.SkyPosition;
import org.openqa.selenium.WebElement;

/** A finished scan as the open page of it, the service's answers and the files for others tell it, held against each other. */
final class SkyOnPage {
    /** Of the full line, in the light theme. */
    private static final Color LINE_50 = new Color(0x10131a);

    private static final int COLOUR_AWAY = 40;
    private static final int PIXELS_AWAY = 3;
    private static final int STAR = 16;
    private static final double SQUARE_DEGREES = 4 * Math.PI * Math.pow(180 / Math.PI, 2);

    private final ExternalScanner service;
    private final Browser browser;
    private final String id;
    private final JsonNode contours;
    private final SkyPosition best;
    private final double pixelDeg2;

    SkyOnPage(ExternalScanner service, Browser browser, String id) {
        this.service = service;
        this.browser = browser;
        this.id = id;
        this.contours = service.get("/scan/" + id + "/result.contours.json");
        this.best = new SkyPosition(
                contours.at("/best_fit/ra").asDouble(),
                contours.at("/best_fit/dec").asDouble());
        int finest = service.get("/scan/" + id + "/manifest")
                .at("/scan_metadata/nside_progression")
                .propertyStream()
                .mapToInt(each -> Integer.parseInt(each.getKey()))
                .max()
                .orElseThrow();
        this.pixelDeg2 = SQUARE_DEGREES / (12.0 * finest * finest);
    }

    private double area(int percent) {
        return level(percent).path("area_deg2").asDouble();
    }

    private JsonNode level(int percent) {
        return contours.path("levels")
                .valueStream()
                .filter(each -> each.path("name").asText().equals(percent + "%"))
                .findFirst()
                .orElseThrow();
    }

    /** The page's numbers are the service's, the regions are within each other, and the best fit is within both. */
    void tells_what_the_service_tells() {
        String card = browser.text("[aria-label='Best fit']");
        assertThat(browser.text("#best-ra")).isEqualTo(String.format(Locale.ROOT, "%.3f°", best.raDeg()));
        assertThat(browser.text("#best-dec"))
                .isEqualTo(
                        String.format(Locale.ROOT, "%s%.3f°", best.decDeg() < 0 ? "−" : "+", Math.abs(best.decDeg())));
        for (int percent : new int[] {50, 90}) {
            assertThat(card).contains(percent + " % area" + shown(area(percent)) + " deg²");
        }
        assertThat(area(90)).isGreaterThanOrEqualTo(area(50)).isLessThan(SQUARE_DEGREES);
        assertThat(card)
                .contains(String.format(
                        Locale.ROOT, "%.3f", contours.at("/best_fit/llh").asDouble()));
        JsonNode there = service.get("/scan/" + id + "/crossmatch?ra=" + best.raDeg() + "&dec=" + best.decDeg());
        assertThat(there.path("separation_deg").asDouble()).isLessThan(1e-3);
        List<String> inside =
                there.path("inside").valueStream().map(JsonNode::asText).toList();
        for (int percent : new int[] {50, 90}) {
            if (area(percent) > pixelDeg2) {
                assertThat(inside).contains(percent + "%");
            }
        }
    }

    /** As the page rounds it: three digits, no zeros at the end. */
    private static String shown(double area) {
        return area >= 100
                ? Long.toString(Math.round(area))
                : new BigDecimal(area)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** The star is where the projections have the best fit, and the full line where they have the border of the 50 % region. */
    void has_its_marks_where_they_belong() throws Exception {
        WebElement whole = browser.one("#map-sky .stage");
        double[] star = mark(whole);
        double[] expected =
                mollweide(best, whole.getSize().getWidth(), whole.getSize().getHeight());
        assertThat(star[0]).isEqualTo(expected[0], within(2.0));
        assertThat(star[1]).isEqualTo(expected[1], within(2.0));
        WebElement local = browser.one("#map-local .stage");
        BufferedImage picture = browser.picture("four-lines", local);
        double[] middle = mark(local);
        assertThat(middle[0]).isEqualTo(picture.getWidth() / 2.0, within(2.0));
        assertThat(middle[1]).isEqualTo(picture.getHeight() / 2.0, within(2.0));
        double width = Math.toRadians(Double.parseDouble(
                Objects.requireNonNull(local.getDomAttribute("data-degrees"), "the width of the local view")));
        double scale = picture.getWidth() / 2.0 / Math.tan(width / 2);
        int looked = 0;
        int found = 0;
        for (JsonNode polygon : level(50).path("polygons")) {
            for (JsonNode point : polygon) {
                double[] at = gnomonic(
                        new SkyPosition(point.path(0).asDouble(), point.path(1).asDouble()), scale);
                double x = picture.getWidth() / 2.0 - at[0];
                double y = picture.getHeight() / 2.0 - at[1];
                if (Math.hypot(at[0], at[1]) > STAR) {
                    looked++;
                    found += line(picture, (int) Math.round(x), (int) Math.round(y)) ? 1 : 0;
                }
            }
        }
        assertThat(found).as("points of the line, of %d", looked).isGreaterThanOrEqualTo((int) (0.95 * looked));
    }

    private static double[] mark(WebElement stage) {
        return Arrays.stream(String.valueOf(stage.getDomAttribute("data-best")).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static boolean line(BufferedImage picture, int x, int y) {
        for (int i = x - PIXELS_AWAY; i <= x + PIXELS_AWAY; i++) {
            for (int j = y - PIXELS_AWAY; j <= y + PIXELS_AWAY; j++) {
                if (i >= 0 && j >= 0 && i < picture.getWidth() && j < picture.getHeight()) {
                    Color at = new Color(picture.getRGB(i, j));
                    int away = Math.abs(at.getRed() - LINE_50.getRed())
                            + Math.abs(at.getGreen() - LINE_50.getGreen())
                            + Math.abs(at.getBlue() - LINE_50.getBlue());
                    if (away < COLOUR_AWAY) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Of the whole sky, 12 h in the middle (Snyder 1987, p. 251). */
    private static double[] mollweide(SkyPosition at, int width, int height) {
        double phi = Math.toRadians(at.decDeg());
        double theta = phi;
        for (int i = 0; i < 100; i++) {
            double slope = 2 + 2 * Math.cos(2 * theta);
            theta -= slope < 1e-9 ? 0 : (2 * theta + Math.sin(2 * theta) - Math.PI * Math.sin(phi)) / slope;
        }
        double scale = 0.985 * Math.min(width / (4 * Math.sqrt(2)), height / (2 * Math.sqrt(2)));
        double lambda = Math.toRadians(((at.raDeg() - 180) % 360 + 540) % 360 - 180);
        return new double[] {
            width / 2.0 - scale * 2 * Math.sqrt(2) / Math.PI * lambda * Math.cos(theta),
            height / 2.0 - scale * Math.sqrt(2) * Math.sin(theta)
        };
    }

    /** East and north of the best fit, in the picture's pixels. */
    private double[] gnomonic(SkyPosition at, double scale) {
        double d = Math.toRadians(at.decDeg());
        double d0 = Math.toRadians(best.decDeg());
        double a = Math.toRadians(at.raDeg() - best.raDeg());
        double cos = Math.sin(d0) * Math.sin(d) + Math.cos(d0) * Math.cos(d) * Math.cos(a);
        return new double[] {
            scale * Math.cos(d) * Math.sin(a) / cos,
            scale * (Math.cos(d0) * Math.sin(d) - Math.sin(d0) * Math.cos(d) * Math.cos(a)) / cos
        };
    }

    /** healpy and astropy find the best fit in the maps, and the 90 % region in the coverage, which is well formed. */
    void is_what_other_readers_find_in_the_files(Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                Path.of("../server/src/test/resources/check_sky.py").toString()));
        for (String ending : List.of("fits", "multiorder.fits", "moc.json")) {
            command.add(service.save("/scan/" + id + "/result." + ending, directory.resolve(id + "." + ending))
                    .toString());
        }
        Path said = directory.resolve(id + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        Map<String, String> found = new HashMap<>();
        text.lines().map(line -> line.split(" ", 2)).forEach(pair -> found.put(pair[0], pair[pair.length - 1]));
        double pixel = Math.sqrt(pixelDeg2);
        for (String map : List.of("flat", "multi")) {
            SkyPosition there = new SkyPosition(number(found, map + "_ra"), number(found, map + "_dec"));
            assertThat(there.distanceDeg(best)).as(map).isLessThan(1.5 * pixel);
        }
        assertThat(number(found, "multi_integral")).isEqualTo(1, within(1e-9));
        assertThat(number(found, "moc_deg2")).isEqualTo(area(90), within(0.1 * area(90) + pixelDeg2));
    }

    private static double number(Map<String, String> found, String name) {
        return Double.parseDouble(Objects.requireNonNull(found.get(name), name));
    }
}
