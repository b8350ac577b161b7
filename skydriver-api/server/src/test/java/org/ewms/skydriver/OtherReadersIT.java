package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.ewms.skymap.SkyPosition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service gives away is what healpy, astropy and the rules of the IVOA take it for. Needs Debian's python3-healpy. */
class OtherReadersIT extends ServiceFixture {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int FLAT = 12 * 16 * 16;

    private Path download(String id, String ending, Path directory) throws Exception {
        Client.Answer answer = client().get("/scan/" + id + "/result." + ending);
        assertThat(answer.status()).isEqualTo(200);
        return Files.write(directory.resolve("sky." + ending), answer.response().body());
    }

    private static Map<String, String> read(Path directory, List<Path> files) throws Exception {
        Path script = directory.resolve("check_sky.py");
        try (InputStream in = Objects.requireNonNull(OtherReadersIT.class.getResourceAsStream("/check_sky.py"))) {
            Files.write(script, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
        files.forEach(each -> command.add(each.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        Map<String, String> found = new HashMap<>();
        text.lines().map(line -> line.split(" ", 2)).forEach(pair -> found.put(pair[0], pair[pair.length - 1]));
        return found;
    }

    private static double number(Map<String, String> found, String name) {
        return Double.parseDouble(Objects.requireNonNull(found.get(name), name));
    }

    private static double away(Map<String, String> found, String map) {
        return new SkyPosition(number(found, map + "_ra"), number(found, map + "_dec")).distanceDeg(SampleSky.BEST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void downloads_of_a_scan_load_in_healpy_and_astropy_and_are_a_well_formed_moc(
            boolean complete, @TempDir Path directory) throws Exception {
        String id = client().launch();
        client().put(id, SampleSky.result(4, 16), complete).ok();
        Map<String, String> found = read(
                directory,
                List.of(
                        download(id, "fits", directory),
                        download(id, "multiorder.fits", directory),
                        download(id, "moc.json", directory)));
        assertThat(found).containsEntry("flat_npix", Integer.toString(FLAT)).containsEntry("flat_column", "2DLLH");
        assertThat(away(found, "flat")).isLessThan(4);
        assertThat(away(found, "multi")).isLessThan(4);
        assertThat(number(found, "multi_integral")).isEqualTo(1, within(1e-9));
        assertThat(number(found, "multi_sky")).isEqualTo(4 * Math.PI, within(1e-9));
        JsonNode region =
                client().get("/scan/" + id + "/result.contours.json").ok().at("/levels/1");
        double area = region.path("area_deg2").asDouble();
        assertThat(number(found, "moc_deg2")).isEqualTo(area, within(0.05 * area));
        assertThat(number(found, "moc_probability")).isEqualTo(0.9, within(0.05));
    }
}
