package org.ewms.queues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.store.DocumentStore;
import org.ewms.store.EmbeddedStore;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
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
    private DocumentStore store;
    private OwnQueues queues;

    @BeforeEach
    void start() {
        embedded = EmbeddedStore.start(directory.resolve("store"), "127.0.0.1", 0);
        store = DocumentStore.connect(embedded.address());
        queues = on(BrokerQueues.LEFT_TO_CLIENTS);
    }

    @AfterEach
    void stop() {
        store.close();
        embedded.close();
    }

    private OwnQueues on(BrokerQueues broker) {
        TokenOptions options =
                new TokenOptions("http://here/mqbroker-issuer", "user", Duration.ofDays(1), "ewms", "broker", false);
        QueueTokens tokens = QueueTokens.with(options, KeyFiles.ownIn(directory), Clock.systemUTC());
        return new OwnQueues(store, broker, FACTS, tokens, new Ids(new Random(1)), Clock.systemUTC());
    }

    /** The first one public. */
    private static List<QueueWish> wishes(String... aliases) {
        return Stream.of(aliases)
                .map(each -> QueueWish.of(each, each.equals(aliases[0])))
                .toList();
    }

    @Test
    void reserving_twice_gives_the_same_queues() {
        QueueGroup once = queues.reserved("WF-1", wishes("in", "in", "out"));
        QueueGroup twice = queues.reserved("WF-1", wishes("other"));
        assertThat(once.queues()).hasSize(2);
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void until_it_is_activated_a_queue_has_no_address_and_no_credential() {
        queues.reserved("WF-1", wishes("in", "out"));
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

    private static String token(Map<String, Object> profile) {
        return (String) java.util.Objects.requireNonNull(profile.get("auth_token"));
    }

    @Test
    void who_has_a_valid_credential_gets_a_fresh_one_until_it_is_revoked() {
        QueueGroup group = queues.reserved("WF-1", wishes("in", "out"));
        queues.activate("WF-1", 50);
        String old = token(queues.publicProfiles("WF-1").getFirst());
        assertThat(queues.renewed(old))
                .hasValueSatisfying(fresh -> assertThat(fresh)
                        .containsEntry("mqid", group.queues().getFirst().id())
                        .containsEntry("alias", "in"));
        assertThat(queues.revoke(queues.group("WF-1").orElseThrow())).isPresent();
        assertThat(queues.renewed(old)).isEmpty();
        assertThat(queues.renewed("nonsense")).isEmpty();
    }

    @Test
    void queues_are_made_looked_at_purged_and_removed_on_the_broker() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
                MessageBroker client = Brokers.connect(
                        broker.uri(),
                        ConnectOptions.defaults().withCredential(Credential.ofFile(broker.credentialFile())))) {
            OwnQueues making = on(BrokerQueues.on(client));
            making.reserved("WF-1", wishes("in", "out"));
            making.activate("WF-1", 50);
            QueueGroup group = making.group("WF-1").orElseThrow();
            Queue in = group.queues().getFirst();
            assertThat(client.depth(MessageBroker.deadLetterQueue(in.id()))).returns(0L, QueueDepth::remaining);
            try (Publisher publisher = client.publisher(in.id(), PublisherOptions.defaults())) {
                publisher.publish(Message.of("one", "1".getBytes(UTF_8))).get();
            }
            assertThat(making.fillings(group).getFirst())
                    .containsEntry("alias", "in")
                    .containsEntry("ready", 1L)
                    .containsEntry("dead_letters", 0L);
            assertThat(making.purge(in)).hasValue(1L);
            assertThat(making.fillings(group).getFirst()).containsEntry("ready", 0L);
            making.remove("WF-1");
            making.remove("WF-1");
            assertThatExceptionOfType(UnroutableException.class).isThrownBy(() -> client.depth(in.id()));
            assertThat(making.publicProfiles("WF-1").getFirst())
                    .containsEntry("is_activated", false)
                    .containsEntry("auth_token", null);
        }
    }
}
