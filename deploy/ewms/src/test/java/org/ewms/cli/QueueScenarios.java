package org.ewms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.contract.BrokerFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ewms queue} does on a real broker; a subclass says on which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueScenarios {
    private Path work = Path.of("set before all");
    private @Nullable BrokerFixture started;

    /** A broker not yet started. */
    abstract BrokerFixture fixture(Path directory) throws Exception;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        work = given;
        BrokerFixture made = fixture(work.resolve("broker"));
        started = made;
        made.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    BrokerFixture broker() {
        return Objects.requireNonNull(started, "not started");
    }

    String uri() {
        return broker().uri();
    }

    /** The words of a command line on this broker. */
    Object[] words(String address, String name, String command, Object... more) {
        List<Object> words = new ArrayList<>(List.of("queue"));
        words.addAll(List.of(command.split(" ")));
        words.addAll(List.of("--broker", address, "--queue", name));
        broker().credentialFile().ifPresent(file -> words.addAll(List.of("--broker-credential", file)));
        words.addAll(List.of(more));
        return words.toArray();
    }

    EwmsRun run(String name, String command, Object... more) {
        return EwmsRun.of(words(uri(), name, command, more));
    }

    EwmsProcess start(String address, String name, String command, Object... more) throws IOException {
        return EwmsProcess.start(work, words(address, name, command, more));
    }

    private String declared() {
        String name = "cli-" + UUID.randomUUID();
        run(name, "declare", "--max-attempts", 2).lines();
        return name;
    }

    @Test
    void lines_of_standard_input_go_in_and_come_out_in_other_processes() throws Exception {
        String name = declared();
        try (EwmsProcess pub = start(uri(), name, "pub", "--id", "pixel", "--header", "scan=7")) {
            try (var in = pub.process().getOutputStream()) {
                in.write("eins\nzwei ü\n\n".getBytes(UTF_8));
            }
            assertThat(pub.await()).as("%s", pub.errors()).isZero();
            assertThat(pub.lines()).containsExactly("published 3 messages to " + name);
        }
        try (EwmsProcess sub = start(uri(), name, "sub", "-n", 3, "--timeout", 30, "--output-mode", "json")) {
            assertThat(sub.await()).as("%s", sub.errors()).isZero();
            List<JsonNode> messages = sub.lines().stream().map(EwmsRun::parse).toList();
            assertThat(messages)
                    .extracting(each -> each.path("id").asText())
                    .containsExactly("pixel-1", "pixel-2", "pixel-3");
            assertThat(messages)
                    .extracting(each -> each.path("body").asText("none"))
                    .containsExactly("eins", "zwei ü", "");
            assertThat(messages).allSatisfy(each -> {
                assertThat(each.path("headers").path("scan").asText()).isEqualTo("7");
                assertThat(each.path("attempt").asInt()).isEqualTo(1);
            });
        }
        awaitRemaining(name, 0);
    }

    @Test
    void a_file_is_one_message_of_any_bytes() throws Exception {
        String name = declared();
        byte[] bytes = {0, 10, (byte) 0xff, 13};
        Path file = Files.write(Files.createTempFile(work, "body", ".bin"), bytes);
        run(name, "pub", "--file", file).lines();
        JsonNode message = run(name, "sub", "-n", 1, "--timeout", 30, "--output-mode", "json")
                .json()
                .getFirst();
        assertThat(message.path("body_base64").asText()).isEqualTo("AAr/DQ==");
    }

    @Test
    void looking_leaves_everything_where_it_is_and_purging_and_deleting_do_not() {
        String name = declared();
        run(name, "pub", "a", "b", "c").lines();
        assertThat(run(name, "peek", "-n", 2).lines()).containsExactly("a", "b");
        JsonNode depth = run(name, "depth", "--output-mode", "json").json().getFirst();
        assertThat(depth.path("ready").asInt()).isEqualTo(3);
        assertThat(run(name, "purge").lines()).containsExactly("removed 3 messages from " + name);
        run(name, "delete").lines();
        assertThat(run(name, "depth").code()).isEqualTo(3);
    }

    @Test
    void without_ack_the_messages_stay() {
        String name = declared();
        run(name, "pub", "a").lines();
        assertThat(run(name, "sub", "--no-ack", "-n", 1, "--timeout", 30).lines())
                .containsExactly("a");
        assertThat(run(name, "sub", "-n", 1, "--timeout", 30).lines()).containsExactly("a");
    }

    @Test
    void dead_letters_are_listed_with_their_reason_and_get_another_chance_by_id_or_all() throws Exception {
        String name = declared();
        run(name, "pub", "--id", "pixel", "a", "b", "c").lines();
        reject(name, 3);
        List<JsonNode> dead = run(name, "dlq list", "--output-mode", "json").json();
        assertThat(dead)
                .extracting(each -> each.path("id").asText())
                .containsExactlyInAnyOrder("pixel-1", "pixel-2", "pixel-3");
        assertThat(dead).allSatisfy(each -> {
            assertThat(each.path("reason").asText()).isEqualTo("no such pixel");
            assertThat(each.path("attempts").asInt()).isEqualTo(1);
            assertThat(each.path("queue").asText()).isEqualTo(name);
        });
        assertThat(run(name, "dlq redrive", "--id", "pixel-2").lines())
                .containsExactly("sent 1 messages back to " + name);
        JsonNode again = run(name, "sub", "-n", 1, "--timeout", 30, "--output-mode", "json")
                .json()
                .getFirst();
        assertThat(again.path("id").asText()).isEqualTo("pixel-2");
        assertThat(again.path("body").asText()).isEqualTo("b");
        assertThat(again.path("attempt").asInt()).isEqualTo(1);
        assertThat(again.path("headers")).isEmpty();
        assertThat(run(name, "dlq redrive", "--all").lines()).containsExactly("sent 2 messages back to " + name);
        assertThat(run(name, "dlq list").lines()).isEmpty();
        assertThat(run(name, "sub", "-n", 2, "--timeout", 30).lines()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void an_id_that_is_not_among_the_dead_letters_is_not_found_and_the_others_stay() throws Exception {
        String name = declared();
        run(name, "pub", "--id", "pixel", "a").lines();
        reject(name, 1);
        EwmsRun redrive = run(name, "dlq redrive", "--id", "other");
        assertThat(redrive.code()).isEqualTo(3);
        assertThat(redrive.errors()).singleElement().asString().contains("other");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(run(name, "dlq list").lines()).hasSize(1));
    }

    @Test
    void fewer_messages_than_asked_for_is_a_time_out() {
        String name = declared();
        run(name, "pub", "a").lines();
        EwmsRun sub = run(name, "sub", "-n", 2, "--timeout", 1);
        assertThat(sub.code()).isEqualTo(5);
        assertThat(sub.out()).containsExactly("a");
        assertThat(sub.errors()).singleElement().asString().contains("1 of 2");
    }

    @Test
    void a_queue_that_is_not_there_is_not_found() {
        for (EwmsRun each : List.of(
                run("missing", "pub", "a"),
                run("missing", "sub", "-n", 1, "--timeout", 1),
                run("missing", "depth"),
                run("missing", "peek"),
                run("missing", "dlq list"))) {
            assertThat(each.code()).as("%s", each.errors()).isEqualTo(3);
            assertThat(each.errors()).last().asString().contains("missing");
        }
    }

    @Test
    void a_line_that_is_no_json_is_named_when_json_is_wanted() {
        String name = declared();
        EwmsRun pub = run(name, "pub", "--format", "mqclient", "1", "{bad");
        assertThat(pub.code()).isEqualTo(2);
        assertThat(pub.errors()).last().asString().contains("message 2 is not JSON");
    }

    @Test
    void a_body_that_the_python_client_did_not_send_is_named_and_stays() {
        String name = declared();
        run(name, "pub", "--id", "odd", "plain text").lines();
        EwmsRun sub = run(name, "sub", "-n", 1, "--timeout", 30, "--format", "mqclient");
        assertThat(sub.code()).isEqualTo(1);
        assertThat(sub.errors()).singleElement().asString().contains("odd").contains("--format raw");
        assertThat(run(name, "sub", "-n", 1, "--timeout", 30).lines()).containsExactly("plain text");
    }

    private void reject(String name, int count) throws Exception {
        try (MessageBroker connection = broker().connect();
                Subscription subscription = connection.subscribe(name, SubscriberOptions.defaults())) {
            for (int i = 0; i < count; i++) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(30));
                assertThat(delivery).isNotNull();
                Objects.requireNonNull(delivery).reject("no such pixel");
            }
        }
        String dead = MessageBroker.deadLetterQueue(name);
        awaitRemaining(dead, count);
    }

    private void awaitRemaining(String name, long count) throws Exception {
        try (MessageBroker connection = broker().connect()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> connection.depth(name).remaining() == count);
        }
    }
}
