package org.ewms.skydriver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows beside scans: the detector's frame, the log, workflows with their queues and dead letters. */
class ViewsIT {
    /** As IceCube published it: run 138632, event 31747601, SplineMPE in the alert's message and revision 0 of its notice. */
    private static final double MJD = 60280.71416775;

    private static final double ZENITH = 1.57163;
    private static final double AZIMUTH = 4.87687;
    private static final double RA = 138.6545;
    private static final double DEC = 0.1418;

    private static ObjectNode event(String id) {
        return Client.object("""
                {"event_metadata": {"run_id": 138632, "event_id": %s, "event_type": "neutrino", "mjd": %s,
                                    "is_real_event": true, "version": 1}}""".formatted(id, MJD));
    }

    @Test
    void the_detector_s_frame_takes_a_published_position_to_the_published_direction(@TempDir Path directory) {
        try (Service service = Service.start(directory, java.util.Map.of())) {
            Client client = service.client();
            String id = client.launch();
            assertThat(client.get("/scan/" + id + "/local-frame").status()).isEqualTo(404);
            client.patch(id, event("31747601")).ok();
            JsonNode frame = client.get("/scan/" + id + "/local-frame").ok();
            assertThat(frame.path("mjd").asDouble()).isEqualTo(MJD);
            double[] seen = aberrated(frame.path("velocity"));
            double[] local = new double[3];
            for (int row = 0; row < 3; row++) {
                for (int k = 0; k < 3; k++) {
                    local[row] += frame.at("/axes/" + row + "/" + k).asDouble() * seen[k];
                }
            }
            assertThat(Math.acos(local[2])).isCloseTo(ZENITH, within(1e-5));
            assertThat(Math.atan2(local[1], local[0]) + 2 * Math.PI).isCloseTo(AZIMUTH, within(1e-5));
        }
    }

    /** As the OpenAPI document has it. */
    private static double[] aberrated(JsonNode velocity) {
        double ra = Math.toRadians(RA);
        double dec = Math.toRadians(DEC);
        double[] s = {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
        double along = 0;
        double square = 0;
        for (int k = 0; k < 3; k++) {
            along += s[k] * velocity.path(k).asDouble();
            square += velocity.path(k).asDouble() * velocity.path(k).asDouble();
        }
        assertThat(Math.sqrt(square)).isCloseTo(1e-4, within(5e-6));
        double root = Math.sqrt(1 - square);
        double[] seen = new double[3];
        for (int k = 0; k < 3; k++) {
            seen[k] = (root * s[k] + (1 + along / (1 + root)) * velocity.path(k).asDouble()) / (1 + along);
        }
        return seen;
    }

    @Test
    void the_log_tells_a_scan_that_is_run_elsewhere(@TempDir Path directory) {
        try (Service service = Service.start(directory, java.util.Map.of())) {
            Client client = service.client();
            String id = client.launch();
            client.patch(id, event("7")).ok();
            client.put(id, SampleSky.result(4), false).ok();
            client.put(id, SampleSky.result(4), true).ok();
            assertThat(client.get("/scan/" + id + "/log").ok().path("entries").valueStream())
                    .extracting(each -> each.path("text").asText())
                    .containsExactly(
                            "Asked for, with priority 0",
                            "The event was read: run 138632, event 7",
                            "The first partial result is here",
                            "The final result is here");
            assertThat(client.get("/scan/none/log").status()).isEqualTo(404);
            assertThat(client.get("/workflows").ok().path("configured").asBoolean())
                    .isFalse();
        }
    }

    private static ObjectNode request() throws java.io.IOException {
        ObjectNode request = Client.request().put("reco_algo", "dummy").put("scan_mode", "classic");
        request.set("event_i3live_json", Client.read(Files.readString(Path.of("../../events/simulated-track.json"))));
        request.set("nsides", Client.read("{\"1\": 0, \"2\": 3}"));
        request.set("cluster", Client.read("{\"local\": 1}"));
        return request;
    }

    @Test
    void the_log_tells_the_rounds_of_a_scan_that_is_run_here(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            String id = workshop.client().launch(request()).path("scan_id").asText();
            workshop.pilot(id);
            workshop.awaitState(id, "SCAN_HAS_FINAL_RESULT");
            assertThat(workshop.client()
                            .get("/scan/" + id + "/log")
                            .ok()
                            .path("entries")
                            .valueStream())
                    .extracting(each -> each.path("text").asText())
                    .contains(
                            "Taken from the backlog",
                            "Workflow " + workshop.workflow(id) + " was asked for workers",
                            "nside 1: 12 pixels were sent out",
                            "nside 1: all 12 pixels are done",
                            "The final result is here")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_workflow_is_shown_with_its_parts_and_without_what_pilots_are_given(@TempDir Path directory)
            throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            Client client = workshop.client();
            String id = client.launch(request()).path("scan_id").asText();
            String workflow = workshop.workflow(id);
            JsonNode listed = client.get("/workflows").ok().at("/workflows/0");
            assertThat(listed.path("workflow_id").asText()).isEqualTo(workflow);
            assertThat(listed.path("scan_id").asText()).isEqualTo(id);
            JsonNode shown = Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(
                            () -> client.get("/workflow/" + workflow).ok(),
                            each -> each.path("taskforces").size() == 1);
            assertThat(shown.at("/tasks/0/input_queues")).hasSize(1);
            assertThat(shown.at("/taskforces/0/waits_for").asText()).isNotEmpty();
            assertThat(shown.toString()).doesNotContain("setup", "EWMS_PILOT", "auth_token");
            assertThat(client.get("/workflow/none").status()).isEqualTo(404);
        }
    }

    @Test
    void dead_letters_of_a_workflow_are_seen_and_sent_back(@TempDir Path directory) throws Exception {
        try (Workshop workshop = new Workshop(directory)) {
            JsonNode made = workshop.wms().post("/v1/workflows", fanOut()).ok();
            String workflow = made.at("/workflow/workflow_id").asText();
            Client client = workshop.client();
            JsonNode queue = Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(
                            () -> queue(client, workflow),
                            each -> each.path("ready").isInt());
            String mqid = queue.path("mqid").asText();
            try (Publisher publisher = workshop.broker().publisher(mqid, PublisherOptions.defaults());
                    Subscription subscription = workshop.broker().subscribe(mqid, SubscriberOptions.defaults())) {
                publisher.publish(Message.of("e1", "secret".getBytes(UTF_8))).get();
                Delivery delivery = Objects.requireNonNull(subscription.receive(Workshop.PATIENCE));
                delivery.reject("it is cursed");
            }
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> queue(client, workflow).path("dead_letters").asInt() == 1);
            String path = "/workflow/" + workflow + "/queue/" + mqid;
            JsonNode letters = client.get(path + "/dead-letters").ok();
            assertThat(letters.at("/dead_letters/0/reason").asText()).contains("it is cursed");
            assertThat(letters.toString()).doesNotContain("secret");
            assertThat(client.get("/workflow/" + workflow + "/queue/other/dead-letters")
                            .status())
                    .isEqualTo(404);
            assertThat(client.post(path + "/actions/redrive", Client.read("{}"))
                            .ok()
                            .path("redriven")
                            .asInt())
                    .isEqualTo(1);
            Awaitility.await()
                    .atMost(Workshop.PATIENCE)
                    .until(() -> queue(client, workflow).path("ready").asInt() == 1);
        }
    }

    private static JsonNode queue(Client client, String workflow) {
        return client.get("/workflow/" + workflow + "/queues")
                .ok()
                .path("queues")
                .valueStream()
                .filter(each -> each.path("alias").asText().equals("numbers"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode fanOut() {
        return Client.read("""
                {"public_queue_aliases": ["numbers", "squares"],
                 "tasks": [{"cluster_locations": ["local"], "task_image": "square", "task_args": "", "n_workers": 1,
                            "input_queue_aliases": ["numbers"], "output_queue_aliases": ["squares"],
                            "pilot_config": {"tag": "latest", "image_source": "auto", "environment": {}, "input_files": []},
                            "worker_config": {"do_transfer_worker_stdouterr": false, "max_worker_runtime": 60, "n_cores": 1,
                                              "priority": 0, "worker_disk": 1, "worker_memory": 1, "condor_requirements": ""}}]}""");
    }
}
