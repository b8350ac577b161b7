package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.ewms.icecube.EventFormatException;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.MemoryScan;
import org.ewms.scanner.PixelReconstructor;
import org.ewms.scanner.ScanSetup;
import org.ewms.skymap.ResultJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans that the service runs itself: a real workflow service, broker and pilots. */
class ScanServiceIT {
    private static final Path EVENT = Path.of("../../events/simulated-track.json");

    private static String event() {
        try {
            return Files.readString(EVENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode request(String nsides) {
        ObjectNode request = Client.request().put("reco_algo", "dummy").put("scan_mode", "classic");
        request.set("event_i3live_json", Client.read(event()));
        request.set("nsides", Client.read(nsides));
        request.set("cluster", Client.read("{\"local\": 1}"));
        return request;
    }

    /** What a scan of the same plan gives in one thread, without service, queues or pilots. */
    static JsonNode expected(String nsides) throws InterruptedException, EventFormatException {
        byte[] event = event().getBytes(StandardCharsets.UTF_8);
        PixelReconstructor reconstructor = PixelReconstructor.of(new ScanSetup("x", "event", event, "dummy", Map.of()));
        ScanPlan plan = ScanPlan.defaults(ScanMode.CLASSIC)
                .withProgression(NsideProgression.parse(nsides))
                .withVariations(reconstructor.variations());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(MemoryScan.run(reconstructor, plan).result(), out);
        return Client.read(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_scan_that_is_asked_for_is_run_by_the_pilots_of_its_workflow(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            Client client = workshop.client();
            String id = client.launch(request("{\"1\": 0, \"2\": 3}"))
                    .path("scan_id")
                    .asText();
            workshop.awaitState(id, "IN_PROGRESS__WAITING_ON_FIRST_PIXEL_RECO");
            workshop.pilot(id);
            workshop.awaitState(id, "SCAN_HAS_FINAL_RESULT");
            JsonNode scan = client.get("/scan/" + id).ok();
            assertThat(scan.at("/result/is_final").asBoolean()).isTrue();
            assertThat(scan.at("/result/skyscan_result")).isEqualTo(expected("1:0,2:3"));
            assertThat(scan.at("/manifest/event_metadata/run_id").isInt()).isTrue();
            assertThat(scan.at("/manifest/scan_metadata/nside_progression"))
                    .isEqualTo(Client.read("{\"1\": 0, \"2\": 3}"));
            assertThat(scan.at("/manifest/progress/processing_stats/finished").asBoolean())
                    .isTrue();
            assertThat(scan.at("/manifest/progress/tallies/nsides/1/pixels/done")
                            .asInt())
                    .isEqualTo(12);
            String workflow = workshop.workflow(id);
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> workshop.deactivated(workflow).equals("FINISHED"));
            assertThat(client.get("/scans/backlog").ok().path("entries").isEmpty())
                    .isTrue();
            assertThat(directory.resolve("skydriver/data/scans/" + id)).doesNotExist();
        }
    }

    @Test
    void a_scan_that_is_deleted_takes_its_workflow_with_it(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            String id = workshop.client()
                    .launch(request("{\"1\": 0}"))
                    .path("scan_id")
                    .asText();
            String workflow = workshop.workflow(id);
            workshop.client().call("DELETE", "/scan/" + id, null).ok();
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> workshop.deactivated(workflow).equals("ABORTED"));
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> workshop.state(id).startsWith("ABORTED__"));
        }
    }

    @Test
    void a_scan_under_way_goes_on_after_a_restart_and_ends_with_the_same_result(@TempDir Path directory)
            throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            String id = workshop.client()
                    .launch(request("{\"4\": 0, \"8\": 3}"))
                    .path("scan_id")
                    .asText();
            workshop.pilot(id);
            Awaitility.await()
                    .pollInterval(java.time.Duration.ofMillis(20))
                    .atMost(Workshop.PATIENCE)
                    .until(() -> workshop.client()
                                    .manifest(id)
                                    .at("/progress/tallies/overall/pixels/done")
                                    .asInt()
                            > 0);
            workshop.stop();
            workshop.start(Map.of());
            workshop.awaitState(id, "SCAN_HAS_FINAL_RESULT");
            assertThat(workshop.client().get("/scan/" + id + "/result").ok().path("skyscan_result"))
                    .isEqualTo(expected("4:0,8:3"));
        }
    }

    @Test
    void urgent_scans_begin_before_others_that_were_asked_for_earlier(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory, Map.of("SKYDRIVER_MAX_RUNNING", "1"))) {
            Client client = workshop.client();
            String first = client.launch(request("{\"1\": 0}").put("priority", 0))
                    .path("scan_id")
                    .asText();
            workshop.workflow(first);
            String low = client.launch(request("{\"1\": 0}").put("priority", 0))
                    .path("scan_id")
                    .asText();
            String higher = client.launch(request("{\"1\": 0}").put("priority", 99))
                    .path("scan_id")
                    .asText();
            String urgent = client.launch(request("{\"1\": 0}").put("priority", 100))
                    .path("scan_id")
                    .asText();
            workshop.pilot(urgent);
            workshop.awaitState(urgent, "SCAN_HAS_FINAL_RESULT");
            assertThat(workshop.state(higher)).isEqualTo("PENDING__PRESTARTUP");
            workshop.pilot(first);
            workshop.workflow(higher);
            assertThat(workshop.state(low)).isEqualTo("PENDING__PRESTARTUP");
            workshop.pilot(higher);
            workshop.awaitState(higher, "SCAN_HAS_FINAL_RESULT");
            assertThat(workshop.state(first)).isEqualTo("SCAN_HAS_FINAL_RESULT");
            workshop.pilot(low);
            workshop.awaitState(low, "SCAN_HAS_FINAL_RESULT");
        }
    }

    @Test
    void an_event_that_cannot_be_read_is_said_to_be_one(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            ObjectNode request = request("{\"1\": 0}");
            request.set("event_i3live_json", Client.read("{\"a\": 22}"));
            String id = workshop.client().launch(request).path("scan_id").asText();
            String trouble = Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(
                            () -> workshop.client()
                                    .get("/scan/" + id + "/status")
                                    .ok()
                                    .path("trouble")
                                    .asText(""),
                            each -> !each.isEmpty());
            assertThat(trouble).isNotEmpty();
            assertThat(workshop.client()
                            .get("/scans/backlog")
                            .ok()
                            .path("entries")
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void more_workers_are_asked_for_at_the_workflow(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            String id = workshop.client()
                    .launch(request("{\"1\": 0}"))
                    .path("scan_id")
                    .asText();
            workshop.workflow(id);
            JsonNode added = workshop.client()
                    .post(
                            "/scan/" + id + "/actions/add-workers",
                            Client.object("{\"n_workers\": 3, \"cluster_location\": \"local\"}"))
                    .ok();
            assertThat(added.path("n_workers").asInt()).isEqualTo(3);
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> workshop.client()
                                    .get("/scan/" + id + "/ewms/taskforces")
                                    .ok()
                                    .path("taskforces")
                                    .size()
                            == 2);
        }
    }
}
