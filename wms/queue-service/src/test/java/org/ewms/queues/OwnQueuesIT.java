package org.ewms.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.store.EmbeddedStore;
import org.ewms.store.MongoStore;
import org.ewms.workflow.Ids;
import org.ewms.workflow.QueueGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real store and a real broker. */
class OwnQueuesIT {
    private static final BrokerFacts FACTS = new BrokerFacts("ewms", "127.0.0.1:61616", "user");

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private EmbeddedStore embedded;
    private MongoStore store;
    private OwnQueues queues;

    @BeforeEach
    void start() {
        embedded = EmbeddedStore.start(directory.resolve("store"), "127.0.0.1", 0);
        store = MongoStore.connect(embedded.address());
        queues = on(BrokerQueues.LEFT_TO_CLIENTS);
    }

    @AfterEach
    void stop() {
        store.close();
        embedded.close();
    }

    private OwnQueues on(BrokerQueues broker) {
        TokenOptions options =
                new TokenOptions("http://here/mqbroker-issuer", "user", Duration.ofDays(1), "ewms", "broker");
        QueueTokens tokens = QueueTokens.with(options, KeyFiles.ownIn(directory), Clock.systemUTC());
        return new OwnQueues(store, broker, FACTS, tokens, new Ids(new Random(1)), Clock.systemUTC());
    }

    @Test
    void reserving_twice_gives_the_same_queues() {
        QueueGroup once = queues.reserved("WF-1", List.of("in", "in", "out"), List.of("in"));
        QueueGroup twice = queues.reserved("WF-1", List.of("other"), List.of());
        assertThat(once.queues()).hasSize(2);
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void until_it_is_activated_a_queue_has_no_address_and_no_credential() {
        queues.reserved("WF-1", List.of("in", "out"), List.of("in"));
        Map<String, Object> before = queues.publicProfiles("WF-1").getFirst();
        assertThat(before)
                .containsEntry("is_activated", false)
                .containsEntry("auth_token", null)
                .containsEntry("broker_type", null)
                .containsEntry("broker_address", null);
        queues.activate("WF-1", 70);
        assertThat(queues.publicProfiles("WF-1")).hasSize(1);
        Map<String, Object> after = queues.publicProfiles("WF-1").getFirst();
        assertThat(after)
                .containsEntry("alias", "in")
                .containsEntry("is_activated", true)
                .containsEntry("broker_type", "ewms")
                .containsEntry("broker_address", "user@127.0.0.1:61616");
        assertThat((String) after.get("auth_token")).isNotBlank();
    }

    @Test
    void what_was_not_reserved_cannot_be_activated() {
        assertThat(queues.activated("WF-none", 50)).isEmpty();
        assertThatExceptionOfType(QueueServiceException.class)
                .isThrownBy(() -> queues.activate("WF-none", 50))
                .withMessageContaining("WF-none");
    }

    @Test
    void activation_makes_each_queue_with_its_dead_letter_queue_on_the_broker() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
                MessageBroker client = Brokers.connect(
                        broker.uri(),
                        ConnectOptions.defaults().withCredential(Credential.ofFile(broker.credentialFile())))) {
            OwnQueues making = on(BrokerQueues.on(client));
            QueueGroup group = making.reserved("WF-1", List.of("in", "out"), List.of());
            making.activate("WF-1", 50);
            assertThat(group.queues()).allSatisfy(queue -> {
                assertThat(client.depth(queue.id())).returns(0L, QueueDepth::remaining);
                assertThat(client.depth(MessageBroker.deadLetterQueue(queue.id())))
                        .returns(0L, QueueDepth::remaining);
            });
        }
    }
}
