package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.ewms.healpix.Moc;
import org.ewms.skydriver.Client.Answer;
import org.ewms.skymap.FlatFits;
import org.ewms.skymap.MultiOrderFits;
import org.ewms.skymap.ResultNpz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as sky maps. */
class SkyContractIT extends ServiceFixture {
    private String coarse = "";
    private String fine = "";
    private JsonNode coarseResult = Client.read("{}");
    private JsonNode fineResult = Client.read("{}");

    @BeforeAll
    void scan() {
        coarseResult = SampleSky.result(4);
        fineResult = SampleSky.result(4, 16);
        coarse = client().launch();
        fine = client().launch();
        client().put(coarse, coarseResult, true).ok();
        client().put(fine, fineResult, false).ok();
    }

    private Path file(Path directory, String ending) throws Exception {
        Answer answer = client().get("/scan/" + fine + "/result." + ending);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition"))
                .startsWith("attachment; filename=\"")
                .endsWith("." + ending + "\"");
        return Files.write(directory.resolve("x." + ending), answer.response().body());
    }

    @Test
    void a_result_is_had_as_it_was_put() {
        assertThat(client().get("/scan/" + fine + "/result.json").ok()).isEqualTo(fineResult);
    }

    @Test
    void a_result_is_had_as_numpy_arrays(@TempDir Path directory) throws Exception {
        assertThat(ResultNpz.read(file(directory, "npz")).tables().keySet()).containsExactly(4, 16);
    }

    @Test
    void a_result_is_had_as_a_flat_map(@TempDir Path directory) throws Exception {
        assertThat(FlatFits.read(file(directory, "fits")).toString()).isNotEmpty();
    }

    @Test
    void a_result_is_had_as_a_multi_order_map(@TempDir Path directory) throws Exception {
        assertThat(MultiOrderFits.read(file(directory, "multiorder.fits")).toString())
                .isNotEmpty();
    }

    @Test
    void a_result_is_had_as_a_picture() throws Exception {
        Answer answer = client().get("/scan/" + fine + "/result.png");
        assertThat(javax.imageio.ImageIO.read(
                                new ByteArrayInputStream(answer.response().body()))
                        .getWidth())
                .isGreaterThan(500);
    }

    @Test
    void the_region_is_had_as_a_moc_and_as_borders_of_one_size() {
        Moc moc = Moc.ofJson(client().get("/scan/" + fine + "/result.moc.json").text());
        JsonNode contours =
                client().get("/scan/" + fine + "/result.contours.json").ok();
        assertThat(contours.at("/levels/0/name").asText()).isEqualTo("50%");
        assertThat(contours.at("/levels/1/name").asText()).isEqualTo("90%");
        double area = contours.at("/levels/1/area_deg2").asDouble();
        double sky = 4 * Math.PI * Math.pow(180 / Math.PI, 2);
        assertThat(moc.skyFraction() * sky).isCloseTo(area, within(0.05 * area));
        assertThat(contours.at("/levels/1/polygons/0").size()).isGreaterThan(10);
        assertThat(contours.at("/levels/1/polygons/0/0").size()).isEqualTo(2);
        assertThat(contours.at("/best_fit/llh").isNumber()).isTrue();
    }

    @Test
    void two_results_are_compared() {
        JsonNode compared = client().get("/compare?a=" + coarse + "&b=" + fine).ok();
        assertThat(compared.path("separation_deg").asDouble()).isBetween(0.0, 5.0);
        assertThat(compared.path("regions")
                        .valueStream()
                        .map(each -> each.path("name").asText()))
                .contains("50%", "90%");
        JsonNode same = client().get("/compare?a=" + fine + "&b=" + fine).ok();
        assertThat(same.path("separation_deg").asDouble()).isZero();
        assertThat(same.at("/regions/1/jaccard").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(client().get("/compare?a=" + fine).error()).isEqualTo("missing argument 'b'");
    }

    @Test
    void a_position_is_looked_up() {
        JsonNode best =
                client().get("/scan/" + fine + "/result.contours.json").ok().path("best_fit");
        String there =
                "?ra=" + best.path("ra").asDouble() + "&dec=" + best.path("dec").asDouble();
        JsonNode found = client().get("/scan/" + fine + "/crossmatch" + there).ok();
        assertThat(found.path("separation_deg").asDouble()).isLessThan(1e-3);
        assertThat(found.path("inside").valueStream().map(JsonNode::asText)).contains("50%", "90%");
        JsonNode away = client().get(
                        "/scan/" + fine + "/crossmatch?ra=" + (best.path("ra").asDouble() + 180) % 360 + "&dec="
                                + -best.path("dec").asDouble())
                .ok();
        assertThat(away.path("separation_deg").asDouble()).isCloseTo(180, within(0.1));
        assertThat(away.path("inside").isEmpty()).isTrue();
        assertThat(away.path("credible_level").asDouble()).isGreaterThan(0.99);
    }

    @Test
    void a_position_must_be_one() {
        assertThat(client().get("/scan/" + fine + "/crossmatch?ra=1&dec=91").status())
                .isEqualTo(400);
        assertThat(client().get("/scan/" + fine + "/crossmatch?ra=x&dec=1").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "npz", "fits", "multiorder.fits", "moc.json", "png", "contours.json"})
    void without_a_result_there_is_no_file(String ending) {
        String id = client().launch();
        Answer answer = client().get("/scan/" + id + "/result." + ending);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("scan " + id + " has no result yet");
    }

    @Test
    void a_result_that_is_no_map_is_called_that() {
        String id = client().launch();
        client().put(id, Client.read("{\"alpha\": 1}"), true).ok();
        Answer answer = client().get("/scan/" + id + "/result.fits");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).startsWith("the result is no sky map: ");
    }

    private JsonNode pixels(String id, String query) {
        return client().get("/scan/" + id + "/pixels" + query).ok();
    }

    @Test
    void pixels_come_in_parts_each_once() {
        Set<String> seen = new HashSet<>();
        JsonNode part = pixels(fine, "?limit=50");
        int all = 0;
        while (true) {
            part.path("pixels").forEach(each -> seen.add(each.path(0) + "/" + each.path(1)));
            all += part.path("pixels").size();
            if (!part.path("more").asBoolean()) {
                break;
            }
            part = pixels(fine, "?limit=50&after=" + part.path("seq").asLong());
            assertThat(part.path("restart").asBoolean()).isFalse();
        }
        int expected = fineResult.at("/nside-4/data").size()
                + fineResult.at("/nside-16/data").size();
        assertThat(seen).hasSize(expected);
        assertThat(all).isEqualTo(expected);
        assertThat(pixels(fine, "?after=" + part.path("seq").asLong())
                        .path("pixels")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void only_what_is_new_comes_with_the_next_result() {
        String id = client().launch();
        client().put(id, coarseResult, false).ok();
        JsonNode first = pixels(id, "");
        assertThat(first.path("pixels").size()).isEqualTo(192);
        client().put(id, fineResult, false).ok();
        JsonNode second = pixels(id, "?after=" + first.path("seq").asLong());
        assertThat(second.path("restart").asBoolean()).isFalse();
        assertThat(second.path("pixels").valueStream().map(each -> each.path(0).asInt()))
                .containsOnly(16);
    }

    @Test
    void a_result_that_has_lost_pixels_begins_anew() {
        String id = client().launch();
        client().put(id, fineResult, false).ok();
        long before = pixels(id, "").path("seq").asLong();
        client().put(id, coarseResult, false).ok();
        JsonNode after = pixels(id, "?after=" + before);
        assertThat(after.path("restart").asBoolean()).isTrue();
        assertThat(after.path("pixels").size()).isEqualTo(192);
    }
}
