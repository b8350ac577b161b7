package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.ewms.store.EmbeddedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that share a MongoDB and a directory. */
class TwoServicesIT {
    private static final String NSIDES = "{\"64\": 0}";

    private static int done(Client client, String scan) {
        return client.manifest(scan).at("/progress/tallies/overall/pixels/done").asInt();
    }

    @Test
    void a_scan_of_a_process_that_was_killed_is_finished_by_another_with_the_same_result(@TempDir Path directory)
            throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(directory.resolve("store"), "127.0.0.1", 0)) {
            Map<String, String> shared = new HashMap<>(Map.of(
                    "CI", "true",
                    "MONGODB_HOST", "127.0.0.1",
                    "MONGODB_PORT", Integer.toString(store.address().port()),
                    "EWMS_DATA_DIR", directory.resolve("shared").toString(),
                    "SKYDRIVER_LEASE_SEC", "3"));
            try (Workshop workshop = new Workshop(directory, shared)) {
                Map<String, String> first = new HashMap<>(shared);
                first.putAll(Map.of(
                        "REST_PORT", "0", "EWMS_ADDRESS", workshop.wms().base(), "SKYSCAN_PROGRESS_INTERVAL_SEC", "0"));
                workshop.stop();
                String id;
                int known;
                try (ServiceProcess service = ServiceProcess.start(directory, first)) {
                    id = service.client()
                            .launch(ScanServiceIT.request(NSIDES))
                            .path("scan_id")
                            .asText();
                    Awaitility.await()
                            .atMost(Workshop.PATIENCE)
                            .until(() -> service.client()
                                    .get("/scan/" + id + "/ewms/workflow-id")
                                    .ok()
                                    .path("requested_ewms_workflow")
                                    .asBoolean());
                    workshop.start(shared);
                    workshop.pilot(id);
                    known = Awaitility.await()
                            .pollInterval(Duration.ofMillis(20))
                            .atMost(Workshop.PATIENCE)
                            .until(() -> done(workshop.client(), id), each -> each > 0);
                    service.kill();
                }
                workshop.awaitState(id, "SCAN_HAS_FINAL_RESULT");
                assertThat(known).isPositive();
                assertThat(workshop.client().get("/scan/" + id + "/result").ok().path("skyscan_result"))
                        .isEqualTo(ScanServiceIT.expected("64:0"));
            }
        }
    }

    @Test
    void who_watches_one_process_sees_what_another_does(@TempDir Path directory) throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(directory.resolve("store"), "127.0.0.1", 0)) {
            Map<String, String> shared = Map.of(
                    "MONGODB_HOST",
                    "127.0.0.1",
                    "MONGODB_PORT",
                    Integer.toString(store.address().port()));
            try (Service one = Service.start(directory.resolve("one"), shared);
                    Service other = Service.start(directory.resolve("other"), shared)) {
                String id = one.client().launch();
                try (Listener events = new Listener(other.client(), "/scan/" + id + "/stream")) {
                    events.next(each -> each.name().equals("manifest"));
                    one.client().put(id, SampleSky.result(2), true).ok();
                    events.next(each -> each.name().equals("end"));
                }
                assertThat(other.client().get("/scan/" + id + "/pixels").ok().path("pixels"))
                        .hasSize(48);
            }
        }
    }
}
