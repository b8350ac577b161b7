package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ewms.healpix.Frame;
import org.ewms.healpix.Rotation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page computes, in the browser that computes it. */
class SkyModulesIT {
    private static StaticSite site;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        site = new StaticSite();
        browser = new Browser();
        // The document brings the libraries; its own views find no service here, which is nothing to these tests.
        browser.driver().get(site.address() + "#/nowhere");
    }

    @AfterAll
    static void close() {
        browser.close();
        site.close();
    }

    private static JsonNode ask(String module, String function) throws IOException {
        return browser.inModule(module, function, Map.of());
    }

    @Test
    void a_point_of_either_map_looks_where_d3_projects_to_it() throws IOException {
        JsonNode apart = ask("sky/projection.js", """
                (m) => {
                  const views = [
                    {kind: 'mollweide', lon: 180, lat: 0, scale: 140, width: 800, height: 400},
                    {kind: 'gnomonic', lon: 139, lat: 61, scale: 900, width: 500, height: 400},
                    {kind: 'gnomonic', lon: 359.9, lat: -89.5, scale: 20000, width: 500, height: 400},
                  ];
                  return views.map((view) => {
                    const made = view.kind === 'mollweide'
                        ? d3.geoProjection(m.mollweide).rotate([-view.lon, 0])
                        : d3.geoGnomonic().rotate([-view.lon, -view.lat]);
                    made.reflectX(true).scale(view.scale).translate([view.width / 2, view.height / 2]);
                    const look = m.eye(view);
                    let worst = 0;
                    let seen = 0;
                    for (let x = 3.3; x < view.width; x += 17) {
                      for (let y = 1.7; y < view.height; y += 13) {
                        const v = look(x, y, [0, 0, 0]);
                        if (Number.isNaN(v[0])) continue;
                        seen++;
                        const at = made([Math.atan2(v[1], v[0]) * 180 / Math.PI, Math.asin(v[2]) * 180 / Math.PI]);
                        worst = Math.max(worst, Math.hypot(at[0] - x, at[1] - y));
                      }
                    }
                    return {worst, seen};
                  });
                }
                """);
        assertThat(apart).hasSize(3).allSatisfy(view -> {
            assertThat(view.get("worst").asDouble()).isLessThan(1e-4);
            assertThat(view.get("seen").asInt()).isGreaterThan(500);
        });
    }

    @Test
    void galactic_coordinates_are_the_library_s() throws IOException {
        JsonNode found = browser.inModule(
                "sky/frames.js",
                "(m, points) => points.map(([lon, lat]) => m.convert(lon, lat, 'equatorial', 'galactic'))",
                List.of(List.of(138.65, 0.14), List.of(266.405, -28.936), List.of(0, 90), List.of(359.99, -45)));
        double[][] points = {{138.65, 0.14}, {266.405, -28.936}, {0, 90}, {359.99, -45}};
        for (int k = 0; k < points.length; k++) {
            double lon = Math.toRadians(points[k][0]);
            double lat = Math.toRadians(points[k][1]);
            double[] v = {Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)};
            Rotation.between(Frame.EQUATORIAL, Frame.GALACTIC).vector(v, 0, v, 0);
            double l = (Math.toDegrees(Math.atan2(v[1], v[0])) + 360) % 360;
            assertThat(found.get(k).get(0).asDouble()).isCloseTo(l, within(1e-10));
            assertThat(found.get(k).get(1).asDouble()).isCloseTo(Math.toDegrees(Math.asin(v[2])), within(1e-10));
        }
    }

    @Test
    void colours_darken_evenly_from_the_best_fit_outwards() throws IOException {
        JsonNode colours = ask("sky/colour.js", "(m) => Array.from({length: 101}, (_, k) => m.colourAt(k / 100))");
        double before = Double.MAX_VALUE;
        for (JsonNode each : colours) {
            double luminance =
                    0.2126 * linear(each.get(0)) + 0.7152 * linear(each.get(1)) + 0.0722 * linear(each.get(2));
            assertThat(luminance).isLessThan(before);
            before = luminance;
        }
        assertThat(before).isLessThan(0.02);
    }

    private static double linear(JsonNode value) {
        double v = value.asDouble() / 255;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    @Test
    void finer_pixels_lie_over_coarser_ones() throws IOException {
        JsonNode seen = ask("sky/store.js", """
                (m) => {
                  const store = new m.PixelStore();
                  store.add([[1, 4, 100], [4, 0, 50]]);
                  const coarse = store.pixelAt(1, 0, 0);
                  store.add([[64, 24384, 7.25]]);
                  const centre = store.bestDirection();
                  return {coarse, fine: store.pixelAt(...centre), nothing: store.pixelAt(-1, 0, 0),
                      value: store.valueAt(...centre) + store.base, count: store.count, best: store.best.pixel};
                }
                """);
        assertThat(seen.get("coarse").get("nside").asInt()).isEqualTo(1);
        assertThat(seen.get("fine").get("nside").asInt()).isEqualTo(64);
        assertThat(seen.get("value").asDouble()).isCloseTo(7.25, within(1e-5));
        assertThat(seen.get("nothing").isNull()).isTrue();
        assertThat(seen.get("count").asInt()).isEqualTo(3);
        assertThat(seen.get("best").asInt()).isEqualTo(24384);
    }

    @Test
    void a_later_row_of_a_pixel_replaces_the_earlier_also_where_that_was_the_best() throws IOException {
        JsonNode best = ask("sky/store.js", """
                (m) => {
                  const store = new m.PixelStore();
                  store.add([[8, 0, 10], [8, 1, 12], [8, 767, 30]]);
                  store.add([[8, 0, 40]]);
                  const worse = store.best.pixel;
                  store.add([[8, 1, null]]);
                  return {worse, failed: store.best.pixel, failures: store.failed, count: store.count};
                }
                """);
        assertThat(best.get("worse").asInt()).isEqualTo(1);
        assertThat(best.get("failed").asInt()).isEqualTo(767);
        assertThat(best.get("failures").asInt()).isEqualTo(1);
        assertThat(best.get("count").asInt()).isEqualTo(3);
    }

    @Test
    void small_differences_survive_large_likelihoods() throws IOException {
        JsonNode delta = ask("sky/store.js", """
                (m) => {
                  const store = new m.PixelStore();
                  store.add([[8, 0, 123456.789], [8, 1, 123456.7895], [8, 2, 123999]]);
                  return store.pixelAt(...m2(8, 1)).llh - store.pixelAt(...m2(8, 0)).llh;
                  function m2(n, p) {
                    const z = 1 - 1 / (3 * n * n);
                    const s = Math.sqrt(1 - z * z);
                    const phi = (p + 0.5) * Math.PI / 2;
                    return [s * Math.cos(phi), s * Math.sin(phi), z];
                  }
                }
                """);
        assertThat(delta.asDouble()).isCloseTo(0.0005, within(1e-6));
    }

    @Test
    void lines_of_a_round_likelihood_enclose_wilks_areas() throws IOException {
        JsonNode radii = ask("sky/lines.js", """
                async (m) => {
                  const {PixelStore} = await import('/page/sky/store.js');
                  const {centre, pixelCount} = await import('/page/sky/healpix.js');
                  const {grid} = await import('/page/sky/raster.js');
                  const store = new PixelStore();
                  const sigma = 4 * Math.PI / 180;
                  for (let p = 0; p < pixelCount(64); p++) {
                    const v = centre(64, p);
                    store.put(64, p, 500 + 0.5 * (Math.acos(Math.min(1, v[0])) / sigma) ** 2);
                  }
                  const view = {kind: 'gnomonic', frame: 'equatorial', lon: 0, lat: 0, scale: 600, width: 400, height: 400};
                  const lines = m.wilksLines({columns: 200, rows: 200, values: grid(store, view, 200, 200)}, view);
                  return lines.map(({part, line}) => {
                    const points = line.coordinates.flat();
                    const mean = points.reduce((s, [x, y]) => s + Math.atan(Math.hypot(x - 200, y - 200) / 600), 0) / points.length;
                    return {part, radius: mean / sigma, expected: Math.sqrt(-2 * Math.log(1 - part / 100))};
                  });
                }
                """);
        assertThat(radii)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.get("radius").asDouble())
                        .isCloseTo(each.get("expected").asDouble(), within(0.06)));
    }

    @Test
    void positions_are_told_in_degrees_and_sexagesimal() throws IOException {
        JsonNode text = ask(
                "text.js",
                "(m) => [m.hours(138.65449), m.arcs(0.14181), m.arcs(-5.99999), m.hours(359.99999), m.degrees(-0.5, 2, true), m.count(3145728), m.area(0.9649)]");
        assertThat(text)
                .extracting(JsonNode::asText)
                .containsExactly(
                        "09h 14m 37.1s",
                        "+00° 08′ 31″",
                        "−06° 00′ 00″",
                        "00h 00m 00.0s",
                        "−0.50°",
                        "3\u202f145\u202f728",
                        "0.965 deg²");
    }

    @Test
    void tasks_stand_right_of_what_they_read_also_where_queues_lead_in_a_circle() throws IOException {
        JsonNode columns = ask("graph.js", """
                (m) => {
                  const of = (nodes) => Object.fromEntries(m.columns(Object.entries(nodes).map(([id, from]) => ({id, from}))));
                  return {
                    line: of({out: ['b'], b: ['mid'], mid: ['a'], a: ['in'], in: []}),
                    join: of({t: ['x', 'y'], x: [], y: ['s'], s: []}),
                    circle: of({q: ['t'], t: ['q', 'in'], in: []}),
                  };
                }
                """);
        assertThat(columns.at("/line").toString()).isEqualTo("{\"in\":0,\"a\":1,\"mid\":2,\"b\":3,\"out\":4}");
        assertThat(columns.at("/join/t").asInt()).isEqualTo(2);
        assertThat(columns.at("/circle/in").asInt()).isZero();
        assertThat(columns.at("/circle/t").asInt()).isPositive();
    }

    @Test
    void a_progression_is_read_or_its_fault_is_named() throws IOException {
        JsonNode found = ask("submit.js", """
                (m) => ['8:0 64:12 512:24', '8:0,64:12', '7:0', '8:1', '64:0 8:12', '8', '8:0 64:0'].map((text) => {
                  try { return JSON.stringify(m.parseNsides(text)); } catch (error) { return error.message; }
                })
                """);
        assertThat(found)
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        each -> assertThat(each).isEqualTo("{\"8\":0,\"64\":12,\"512\":24}"),
                        each -> assertThat(each).isEqualTo("{\"8\":0,\"64\":12}"),
                        each -> assertThat(each).contains("nside 7 is not a power of two"),
                        each -> assertThat(each).contains("first extension must be 0"),
                        each -> assertThat(each).contains("nsides must grow"),
                        each -> assertThat(each).contains("is not nside:extension"),
                        each -> assertThat(each).contains("extension of nside 64 must be at least 1"));
    }
}
