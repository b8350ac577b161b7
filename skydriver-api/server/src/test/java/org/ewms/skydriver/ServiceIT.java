package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.ewms.skydriver.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceIT {
    @Test
    void everything_is_there_again_after_a_restart(@TempDir Path directory) {
        String id;
        JsonNode before;
        try (Service service = Service.start(directory, Map.of())) {
            id = service.client().launch();
            service.client().patch(id, Client.progress(1)).ok();
            service.client().put(id, Client.read("{\"alpha\": [1, 2]}"), true).ok();
            before = service.client().get("/scan/" + id).ok();
        }
        try (Service service = Service.start(directory, Map.of())) {
            assertThat(service.client().get("/scan/" + id).ok()).isEqualTo(before);
            assertThat(service.client().get("/scan/" + id + "/i3-event").status())
                    .isEqualTo(200);
            assertThat(service.client().get("/scan-request/" + id).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"latest, v4.10.1", "v4, v4.10.1", "3.4, 3.4.10", "3.4.0, 3.4.0", "fix-me, fix-me"})
    void a_tag_stands_for_the_newest_image_of_its_kind(String asked, String resolved, @TempDir Path directory)
            throws Exception {
        Path images = directory.resolve("images");
        for (String tag : new String[] {"v4.2.0", "v4.10.1", "3.4.0", "3.4.10", "fix-me"}) {
            Files.createDirectories(images.resolve("skymap_scanner:" + tag));
        }
        try (Service service =
                Service.start(directory, Map.of("CVMFS_SKYSCAN_SINGULARITY_IMAGES_DIR", images.toString()))) {
            ObjectNode request = Client.request().put("docker_tag", asked);
            String id = service.client().launch(request).path("scan_id").asText();
            assertThat(service.client()
                            .get("/scan-request/" + id)
                            .ok()
                            .path("docker_tag")
                            .asText())
                    .isEqualTo(resolved);
            assertThat(service.client()
                            .post("/scan", request.put("docker_tag", "foo"))
                            .error())
                    .isEqualTo("argument docker_tag: image not found");
        }
    }

    @Test
    void it_tells_of_itself(@TempDir Path directory) {
        try (Service service = Service.start(directory, Map.of())) {
            Client client = service.client();
            assertThat(client.get("/").ok().isEmpty()).isTrue();
            assertThat(client.get("/schema/openapi").ok().path("openapi").asText())
                    .isEqualTo("3.1.0");
            assertThat(client.get("/docs").text()).contains("/scan/{scan_id}/actions/rescan");
            assertThat(client.get("/health/ready").status()).isEqualTo(200);
            client.launch();
            assertThat(client.get("/metrics").text()).contains("ewms_scans_waiting 1.0");
            assertThat(client.get("/page/nothing.js").status()).isEqualTo(404);
            assertThat(client.get("/page/../../../SkyDriver.class").status()).isEqualTo(404);
        }
    }

    @Test
    void every_route_of_the_document_answers(@TempDir Path directory) {
        try (Service service = Service.start(directory, Map.of())) {
            Client client = service.client();
            client.get("/schema/openapi")
                    .ok()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (!path.getKey().equals("/stream")) {
                            Answer answer = client.call(
                                    method.toUpperCase(java.util.Locale.ROOT),
                                    path.getKey().replaceAll("\\{[a-z_]+}", "nobody"),
                                    Client.JSON.createObjectNode());
                            assertThat(answer.text()).isNotEqualTo("404: Not Found");
                            assertThat(answer.status()).isNotEqualTo(405);
                        }
                    }));
        }
    }

    @Test
    void nobody_is_asked_who_they_are_only_where_nobody_else_comes() {
        assertThatThrownBy(() -> SkyDriverOptions.from(Map.of("REST_HOST", "0.0.0.0"), Set.of()))
                .hasMessageContaining("set AUTH_OPENID_URL");
    }
}
