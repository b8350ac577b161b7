package org.ewms.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.skymap.SkyPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from a folder, a queue and REST; notices to a web hook that refuses, a folder and a queue; restarts in between. */
class AlertFlowIT {
    private static final SkyPosition BEST = new SkyPosition(100, 20);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private EmbeddedBroker broker;
    private MessageBroker queues;
    private Hook hook;

    @SuppressWarnings("NullAway.Init")
    AlertFlowIT() {}

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
        queues = broker.connect();
        hook = new Hook();
        Files.writeString(directory.resolve("hook.token"), "sesame\n");
    }

    @AfterEach
    void stop() throws Exception {
        hook.close();
        queues.close();
        broker.close();
    }

    private Service service() throws Exception {
        return Service.start(directory, """
                listen:
                  drop: {folder: in, every: 0.1, settled: 0.3}
                  pole: {queue: alerts, broker: "%1$s", credential: "%2$s"}
                issuer: {ivorn: ivo://org.example/alerts, contact: Somebody}
                sinks:
                  hook: {webhook: "%3$s", token: hook.token}
                  files: {folder: out, format: voevent}
                  shift: {queue: notices, broker: "%1$s", credential: "%2$s", format: record}
                rules:
                  - name: all
                    prompt: {reco: dummy, nsides: "8:0", clusters: {local: 1}}
                    refined: {reco: dummy, nsides: "8:0,16:12", clusters: {local: 1}}
                    notify: [hook, files, shift]
                """.formatted(broker.uri(), broker.credentialFile(), hook.uri()));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Client.PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    private void publish(String id, byte[] body) throws Exception {
        queues.declare(new QueueSpec("alerts", 1000));
        try (var publisher = queues.publisher("alerts", PublisherOptions.defaults())) {
            publisher.publish(Message.of(id, body)).get();
        }
    }

    private void drop(String name, byte[] content) throws Exception {
        Files.createDirectories(directory.resolve("in"));
        Files.write(directory.resolve("in").resolve(name), content);
    }

    private List<String> files() throws Exception {
        if (!Files.exists(directory.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory.resolve("out"))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(each -> !each.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private List<String> shift(int count) throws Exception {
        String[] found = new String[count];
        try (Subscription subscription = queues.subscribe("notices", SubscriberOptions.defaults())) {
            for (int i = 0; i < count; i++) {
                Delivery delivery = Objects.requireNonNull(subscription.receive(Client.PATIENCE), "no notice " + i);
                found[i] = delivery.message().id();
                delivery.ack();
            }
            assertThat(subscription.receive(Duration.ofMillis(200))).isNull();
        }
        return Arrays.asList(found);
    }

    private static String key(int event, int revision, String sink) {
        return SampleEvent.id(event) + "/" + revision + "/" + sink;
    }

    private static boolean sent(JsonNode alert, int revision) {
        List<String> states = alert.at("/notices/" + (revision - 1) + "/sends").findValuesAsText("state");
        return !states.isEmpty() && states.stream().allMatch("sent"::equals);
    }

    @Test
    void
            whatever_way_an_alert_comes_its_notices_arrive_once_and_in_order_though_the_sink_refuses_and_the_service_restarts()
                    throws Exception {
        hook.refuse(Integer.MAX_VALUE);
        try (Service service = service()) {
            drop("one.json", SampleEvent.json(1, 1));
            publish("two", SampleEvent.json(2, 1));
            service.client().post("/alerts", SampleEvent.object(3, 1)).ok();
            for (int event = 1; event <= 3; event++) {
                service.client().finish(event, 0, BEST);
                service.client().awaitAlert(event, "/notices/0/sends/1/state", "sent");
            }
            assertThat(service.client().alert(1).at("/arrivals/0/source").asText())
                    .isEqualTo("folder drop");
            assertThat(service.client().alert(2).at("/arrivals/0/source").asText())
                    .isEqualTo("queue alerts");
            await().until(() -> hook.refused() >= 3);
        }
        hook.refuse(2);
        try (Service service = service()) {
            for (int event = 1; event <= 3; event++) {
                service.client().finish(event, 1, BEST);
                int wanted = event;
                await().until(() -> sent(service.client().alert(wanted), 2));
            }
            JsonNode retracted = service.client()
                    .post("/alerts/" + SampleEvent.id(2) + "/retract", Client.read("{}"))
                    .ok();
            assertThat(retracted.path("notices")).hasSize(3);
            await().until(() -> sent(service.client().alert(2), 3));
            assertThat(service.client().alert(1).path("arrivals")).hasSize(1);
        }
        for (int event = 1; event <= 3; event++) {
            String id = SampleEvent.id(event);
            assertThat(hook.keys().stream().filter(each -> each.startsWith(id)))
                    .startsWith(key(event, 1, "hook"), key(event, 2, "hook"))
                    .hasSize(event == 2 ? 3 : 2);
        }
        assertThat(hook.taken())
                .allSatisfy(each -> assertThat(each.authorization()).isEqualTo("Bearer sesame"));
        assertThat(Client.read(hook.taken().getFirst().body()).path("mission").asText())
                .isEqualTo("IceCube");
        assertThat(files())
                .containsExactly(
                        SampleEvent.id(1) + ".r1.xml",
                        SampleEvent.id(1) + ".r2.xml",
                        SampleEvent.id(2) + ".r1.xml",
                        SampleEvent.id(2) + ".r2.xml",
                        SampleEvent.id(2) + ".r3.xml",
                        SampleEvent.id(3) + ".r1.xml",
                        SampleEvent.id(3) + ".r2.xml");
        assertThat(shift(7)).doesNotHaveDuplicates().contains(key(2, 3, "shift"));
    }

    @Test
    void a_message_that_is_no_alert_goes_to_the_dead_letters_and_the_next_one_is_taken() throws Exception {
        try (Service service = service()) {
            publish("poison", new byte[] {1, 2, 3});
            publish("good", SampleEvent.json(4, 1));
            service.client().awaitAlert(4, "/state", "scanning");
            JsonNode rejected = service.client().get("/alerts/rejected").ok().at("/rejected/0");
            assertThat(rejected.path("source").asText()).isEqualTo("queue alerts");
            assertThat(rejected.path("place").asText()).isEqualTo("message poison");
            assertThat(rejected.path("reason").asText()).contains("no valid JSON");
            await().until(() ->
                    queues.depth(MessageBroker.deadLetterQueue("alerts")).ready() == 1);
        }
    }

    @Test
    void a_file_is_taken_when_it_is_finished_and_once_even_after_a_restart() throws Exception {
        byte[] event = SampleEvent.json(5, 1);
        Path file = directory.resolve("in").resolve("slow.json");
        try (Service service = service()) {
            drop("slow.json", Arrays.copyOf(event, 1000));
            int step = event.length / 8;
            for (int at = 1000; at < event.length; at += step) {
                Files.write(
                        file,
                        Arrays.copyOfRange(event, at, Math.min(event.length, at + step)),
                        StandardOpenOption.APPEND);
                assertThat(service.client().get("/alerts").ok().path("alerts")).isEmpty();
            }
            service.client().awaitAlert(5, "/state", "scanning");
        }
        try (Service service = service()) {
            drop("next.json", SampleEvent.json(6, 1));
            service.client().awaitAlert(6, "/state", "scanning");
            assertThat(service.client().alert(5).path("arrivals")).hasSize(1);
            assertThat(file).exists();
        }
    }
}
