package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkyPosition;
import org.ewms.skymap.SkymapFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ewms sky} on a round likelihood of 6 degrees sigma at RA 210, Dec 35, scanned at nside 16. */
class SkyCommandsIT {
    private static final SkyPosition CENTRE = new SkyPosition(210, 35);
    private static final double SIGMA = 6;

    @TempDir
    Path work = Path.of("");

    private Path result = Path.of("");

    private record Outcome(int code, List<String> errors, String out) {}

    private static Outcome ewms(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Ewms.run(console, Clock.systemUTC(), words);
        return new Outcome(
                code, err.toString(StandardCharsets.UTF_8).lines().toList(), out.toString(StandardCharsets.UTF_8));
    }

    private static String done(Object... arguments) {
        Outcome outcome = ewms(arguments);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome.out();
    }

    private static JsonNode json(Object... arguments) throws IOException {
        Object[] all = Stream.concat(Stream.of(arguments), Stream.of("--output-mode", "json"))
                .toArray();
        return new ObjectMapper().readTree(done(all));
    }

    @BeforeEach
    void write() {
        Healpix healpix = Healpix.ofNside(16);
        long[] pixel = LongStream.range(0, healpix.npix()).toArray();
        double[][] columns = new double[7][pixel.length];
        double[] vector = new double[3];
        for (int i = 0; i < pixel.length; i++) {
            healpix.pix2vecRing(i, vector, 0);
            columns[0][i] = 100 + Math.pow(CENTRE.distanceDeg(SkyPosition.of(vector)) / SIGMA, 2) / 2;
            columns[1][i] = 1000;
            columns[2][i] = 2000;
        }
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        tables.put(16, NsideTable.sorted(16, pixel, columns));
        var scan = new ScanResult(new EventMetadata(7, 8, "gfu", 59000.25, true), tables, true);
        result = work.resolve("result.json");
        SkymapFiles.write(result, out -> ResultJson.write(scan, out));
    }

    private static double area(double level) {
        return Math.PI * SIGMA * SIGMA * -2 * Math.log(1 - level);
    }

    @Test
    void info_tells_best_fit_and_regions() throws IOException {
        JsonNode info = json("sky", "info", result);
        assertThat(info.get("format").asText()).isEqualTo("json");
        assertThat(info.at("/event/run_id").asInt()).isEqualTo(7);
        assertThat(info.at("/best_fit/ra_deg").asDouble()).isEqualTo(210, within(0.2));
        assertThat(info.at("/regions/1/area_deg2").asDouble()).isEqualTo(area(0.9), within(0.03 * area(0.9)));
        assertThat(done("sky", "info", result)).contains("run 7 event 8", "best fit   RA 21", "90%");
    }

    @Test
    void query_tells_at_which_level_a_position_lies() throws IOException {
        JsonNode at = json("sky", "query", result, "--ra", 210, "--dec", 41);
        assertThat(at.get("ts").asDouble()).isEqualTo(1, within(0.05));
        assertThat(at.get("wilks_level").asDouble()).isEqualTo(1 - Math.exp(-0.5), within(0.02));
        assertThat(at.get("credible_level").asDouble()).isEqualTo(1 - Math.exp(-0.5), within(0.02));
        assertThat(at.get("inside").toString()).isEqualTo("[\"50%\",\"90%\",\"3σ\"]");
        assertThat(at.get("nside").asInt()).isEqualTo(16);
        assertThat(done("sky", "query", result, "--ra", 30, "--dec", -35)).contains("outside 3σ");
    }

    @Test
    void query_takes_a_catalogue() throws IOException {
        Path sources = Files.writeString(work.resolve("s.csv"), "name,ra,dec\nnear,210,36\nfar,10,0\n");
        List<String> lines = done("sky", "query", result, "--catalogue", sources, "--output-mode", "json")
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("\"name\":\"near\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.fits.gz", "a.multiorder.fits"})
    void what_is_converted_holds_the_same_regions(String name) throws IOException {
        Path out = work.resolve(name);
        done("sky", "convert", result, out);
        JsonNode compared = json("sky", "compare", result, out);
        assertThat(compared.get("best_fit_distance_deg").asDouble()).isLessThan(0.01);
        assertThat(compared.at("/regions/1/jaccard").asDouble()).isEqualTo(1, within(0.01));
    }

    @Test
    void a_result_goes_through_npz_and_back_unchanged() throws IOException {
        done("sky", "convert", result, work.resolve("a.npz"));
        done("sky", "convert", work.resolve("a.npz"), work.resolve("b.json"));
        assertThat(work.resolve("b.json")).hasSameBinaryContentAs(result);
        assertThat(ewms("sky", "compare", result, work.resolve("b.json"), "--check")
                        .code())
                .isZero();
    }

    @Test
    void compare_with_check_fails_where_results_differ() throws IOException {
        String other = Files.readString(result).replaceFirst("\\[0,1", "[0,2");
        Path changed = Files.writeString(work.resolve("changed.json"), other);
        Outcome outcome = ewms("sky", "compare", result, changed, "--check");
        assertThat(outcome.code()).isEqualTo(Failures.FAILED);
        assertThat(outcome.out()).contains("DIFFERENT");
    }

    @Test
    void a_region_becomes_a_moc_of_its_area() throws IOException {
        Path moc = work.resolve("region.moc.fits");
        done("sky", "convert", result, moc, "--level", "90");
        JsonNode info = json("sky", "info", moc);
        assertThat(info.get("format").asText()).isEqualTo("moc");
        assertThat(info.get("area_deg2").asDouble()).isEqualTo(area(0.9), within(0.03 * area(0.9)));
        assertThat(json("sky", "query", moc, "--ra", 210, "--dec", 35)
                        .get("inside")
                        .asBoolean())
                .isTrue();
        Path text = work.resolve("region.txt");
        done("sky", "convert", moc, text);
        assertThat(json("sky", "info", text).get("area_deg2")).isEqualTo(info.get("area_deg2"));
    }

    @Test
    void contours_come_as_geojson_and_ds9() throws IOException {
        String geoJson = done("sky", "contours", result, "--levels", "90", "--form", "geojson");
        JsonNode ring = new ObjectMapper().readTree(geoJson).at("/features/0/geometry/coordinates/0/0");
        assertThat(ring.size()).isGreaterThan(50);
        assertThat(done("sky", "contours", result, "--form", "ds9")).contains("polygon(");
        assertThat(done("sky", "contours", result, "--levels", "calibrated")).contains("22.200", "64.200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.svg", "a.pdf"})
    void plot_writes_a_picture_of_the_kind_its_name_says(String name) throws IOException {
        Path sources = Files.writeString(work.resolve("s.csv"), "near,210,36\n");
        done("sky", "plot", result, "--out", work.resolve(name), "--catalogue", sources, "--sky", "hammer");
        String start = new String(
                java.util.Arrays.copyOf(Files.readAllBytes(work.resolve(name)), 8), StandardCharsets.ISO_8859_1);
        assertThat(start).startsWith(name.endsWith("png") ? "\u0089PNG" : name.endsWith("svg") ? "<?xml" : "%PDF");
    }

    private void refuses(int code, String problem, Object... arguments) {
        Outcome outcome = ewms(arguments);
        assertThat(outcome.errors()).first().asString().startsWith("ewms: ").contains(problem);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(work.resolve("out.json")).doesNotExist();
    }

    @Test
    void mistakes_are_one_line_and_an_exit_code() throws IOException {
        Path flat = work.resolve("a.fits");
        done("sky", "convert", result, flat);
        Path moc = work.resolve("a.moc.fits");
        done("sky", "convert", result, moc);
        refuses(Failures.NOT_FOUND, "none.fits: no such file", "sky", "info", work.resolve("none.fits"));
        refuses(Failures.FAILED, "lacks the vertex", "sky", "convert", flat, work.resolve("out.json"));
        refuses(Failures.FAILED, "no values", "sky", "convert", moc, work.resolve("out.json"));
        refuses(Failures.FAILED, "region without values", "sky", "contours", moc);
        refuses(Failures.USAGE, "--to", "sky", "convert", result, work.resolve("out.json"), "--to", "tiff");
        refuses(Failures.USAGE, "declination", "sky", "query", result, "--ra", 1, "--dec", 91);
        refuses(Failures.USAGE, "--ra and --dec", "sky", "query", result, "--ra", 1);
        refuses(Failures.USAGE, "ninety", "sky", "contours", result, "--levels", "ninety");
        refuses(Failures.USAGE, ".png, .svg or .pdf", "sky", "plot", result, "--out", work.resolve("x.gif"));
        refuses(Failures.USAGE, "a command is needed", "sky");
        Path text = Files.writeString(work.resolve("note.txt"), "hello");
        refuses(Failures.FAILED, "not a sky map", "sky", "info", text);
    }
}
