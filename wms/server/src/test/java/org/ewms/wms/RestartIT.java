package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parity row 22, and how the store and the document may be set up. */
class RestartIT {
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void what_was_under_way_goes_on_after_a_restart(@TempDir Path directory) {
        String waiting;
        String running;
        try (Service service = Service.start(directory, Map.of())) {
            running = service.client().offered(request("test-alpha"));
            service.client().submitted(running, 5);
            waiting = service.client().offered(request("test-alpha"));
        }
        try (Service service = Service.start(directory, Map.of())) {
            Client client = service.client();
            assertThat(client.phase(running)).isEqualTo("condor-submit");
            JsonNode offer = client.offer("pending-starter", "SCHEDD1", "").orElseThrow();
            assertThat(offer.at("/taskforce/taskforce_uuid").asText()).isEqualTo(waiting);
        }
    }

    @Test
    void where_no_mongodb_answers_the_embedded_store_speaks_its_protocol(@TempDir Path directory) throws IOException {
        int port = freePort();
        Map<String, String> environment = Map.of("MONGODB_HOST", "localhost", "MONGODB_PORT", String.valueOf(port));
        try (Service service = Service.start(directory, environment);
                MongoClient mongo = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            String id = service.client()
                    .submit(request("test-alpha"))
                    .at("/workflow/workflow_id")
                    .asText();
            Document stored = mongo.getDatabase("WMS_DB")
                    .getCollection("WorkflowColl")
                    .find(new Document("workflow_id", id))
                    .first();
            assertThat(stored).containsEntry("priority", 50);
        }
    }

    @Test
    void two_services_on_one_store_do_not_disturb_each_other(@TempDir Path directory) throws IOException {
        int port = freePort();
        Map<String, String> environment = Map.of("MONGODB_HOST", "localhost", "MONGODB_PORT", String.valueOf(port));
        try (Service one = Service.start(directory.resolve("1"), environment);
                Service two = Service.start(directory.resolve("2"), environment)) {
            String uuid = one.client()
                    .submit(request("test-alpha"))
                    .at("/taskforces/0/taskforce_uuid")
                    .asText();
            two.client().awaitPhase(uuid, "pending-starter");
            JsonNode offer = two.client()
                    .offer("pending-starter", "SCHEDD1", "&wait=60&claimant=tms")
                    .orElseThrow();
            assertThat(offer.at("/taskforce/taskforce_uuid").asText()).isEqualTo(uuid);
            assertThat(one.client().offer("pending-starter", "SCHEDD1", "&claimant=other"))
                    .isEmpty();
            assertThat(two.client().taskforce(uuid).path("phase_change_log")).hasSize(3);
        }
    }

    @Test
    void a_document_of_the_site_is_served_as_it_is_and_requests_held_against_it(@TempDir Path directory)
            throws IOException {
        String document = """
                {"openapi": "3.1.0", "info": {"title": "Ours", "version": "1.2.3"},
                 "paths": {"/v1/workflows": {"post": {"requestBody": {"content": {"application/json": {"schema":
                  {"$ref": "#/components/schemas/Strict"}}}, "required": true}, "responses": {}}}},
                 "components": {"schemas": {"Strict": {"type": "object", "required": ["tasks", "ticket"]}}}}
                """;
        Path file = directory.resolve("openapi.json");
        Files.writeString(file, document);
        try (Service service = Service.start(directory, Map.of("EWMS_OPENAPI_FILE", file.toString()))) {
            assertThat(service.client().get("/v1/schema/openapi").text()).isEqualTo(document);
            Client.Answer answer =
                    service.client().post("/v1/workflows", request("test-alpha").toString());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("ticket");
        }
    }
}
