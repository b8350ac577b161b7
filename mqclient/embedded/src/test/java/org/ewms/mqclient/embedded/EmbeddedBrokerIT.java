package org.ewms.mqclient.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerIT {
    private static final ConnectOptions BRIEF = ConnectOptions.defaults().withDeadline(Duration.ofSeconds(2));

    @TempDir
    Path directory;

    private EmbeddedBrokerOptions options() {
        return EmbeddedBrokerOptions.in(directory).withMinFreeDiskBytes(1 << 20);
    }

    private static ConnectOptions with(Path credentialFile) {
        return BRIEF.withCredential(Credential.ofFile(credentialFile));
    }

    @Test
    void confirmed_messages_are_there_after_a_restart_at_the_same_address() throws Exception {
        String address;
        try (var broker = EmbeddedBroker.start(options());
                var client = broker.connect()) {
            address = broker.uri();
            client.declare(QueueSpec.of("tasks"));
            try (var publisher = client.publisher("tasks", PublisherOptions.defaults())) {
                for (int i = 0; i < 100; i++) {
                    publisher.publish(Message.of("m" + i, ("body " + i).getBytes(UTF_8)));
                }
            }
        }
        try (var broker = EmbeddedBroker.start(options());
                var client = Brokers.connect(address, with(broker.credentialFile()));
                var subscription =
                        client.subscribe("tasks", SubscriberOptions.defaults().withPrefetch(10))) {
            assertThat(broker.uri()).isEqualTo(address);
            for (int i = 0; i < 100; i++) {
                Delivery delivery = requireNonNull(subscription.receive(Duration.ofSeconds(5)));
                assertThat(delivery.message().id()).isEqualTo("m" + i);
                delivery.ack();
            }
            assertThat(subscription.receive(Duration.ofMillis(50))).isNull();
        }
    }

    @Test
    void a_second_broker_on_the_same_directory_is_refused() throws Exception {
        try (var broker = EmbeddedBroker.start(options())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(options()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(directory.toRealPath().toString())
                    .hasMessageContaining(broker.uri());
        }
    }

    @Test
    void only_who_knows_the_secret_gets_in() {
        try (var broker = EmbeddedBroker.start(options())) {
            var wrong = BRIEF.withCredential(Credential.ofToken(() -> "guess-me"));
            assertThatThrownBy(() -> Brokers.connect(broker.uri(), wrong))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining("guess-me");
            assertThatThrownBy(() -> Brokers.connect(broker.uri(), BRIEF)).isInstanceOf(RefusedException.class);
            try (var client = Brokers.connect(broker.uri() + "?credential-file=" + broker.credentialFile(), BRIEF)) {
                client.check(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void the_secret_is_readable_by_its_owner_only_and_stays_the_same() throws Exception {
        String first;
        try (var broker = EmbeddedBroker.start(options())) {
            first = Files.readString(broker.credentialFile());
            assertThat(first).hasSizeGreaterThanOrEqualTo(64);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broker.credentialFile())))
                    .isEqualTo("rw-------");
            assertThat(broker.uri()).doesNotContain(first);
        }
        try (var broker = EmbeddedBroker.start(options())) {
            assertThat(Files.readString(broker.credentialFile())).isEqualTo(first);
        }
    }

    @Test
    void a_taken_port_is_a_clear_error_and_leaves_the_directory_free() throws Exception {
        try (var taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(options().withAddress("127.0.0.1", port)))
                    .isInstanceOf(BrokerUnavailableException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
        try (var broker = EmbeddedBroker.start(options())) {
            assertThat(broker.uri()).startsWith("ewms://127.0.0.1:");
        }
    }

    @Test
    void an_absent_broker_is_named_within_the_deadline() throws Exception {
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        String uri = "ewms://127.0.0.1:" + port;
        assertThatThrownBy(() -> Brokers.connect(uri, BRIEF))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining(uri);
    }

    @Test
    void a_full_disk_refuses_publishing_and_remembers_nothing_of_it() throws Exception {
        try (var broker = EmbeddedBroker.start(options().withMinFreeDiskBytes(Long.MAX_VALUE / 4));
                var client = broker.connect()) {
            client.declare(QueueSpec.of("tasks"));
            client.declare(QueueSpec.of("filler"));
            var filler = client.publisher("filler", PublisherOptions.defaults());
            var filled = new AtomicInteger();
            Awaitility.await()
                    .until(() -> filler.publish(Message.of("f" + filled.incrementAndGet(), new byte[10]))
                            .handle((confirmed, refused) -> refused != null)
                            .get(10, TimeUnit.SECONDS));
            assertThatThrownBy(() -> client.publisher("tasks", PublisherOptions.defaults())
                            .publish(Message.of("m", new byte[10]))
                            .get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("disk");
        }
        try (var broker = EmbeddedBroker.start(options());
                var client = broker.connect()) {
            client.publisher("tasks", PublisherOptions.defaults())
                    .publish(Message.of("m", new byte[10]))
                    .get(10, TimeUnit.SECONDS);
            assertThat(client.depth("tasks").ready()).isEqualTo(1);
        }
    }

    @Test
    void more_than_fits_into_memory_is_paged_to_disk_and_comes_back_in_order() throws Exception {
        int count = 3_000;
        try (var broker = EmbeddedBroker.start(options().withMemoryBytes(8 << 20));
                MessageBroker client = broker.connect()) {
            client.declare(QueueSpec.of("tasks"));
            try (var publisher = client.publisher("tasks", PublisherOptions.defaults())) {
                for (int i = 0; i < count; i++) {
                    publisher.publish(Message.of("m" + i, new byte[10_000]));
                }
            }
            assertThat(client.depth("tasks").ready()).isEqualTo(count);
            List<String> ids = new ArrayList<>();
            try (var subscription =
                    client.subscribe("tasks", SubscriberOptions.defaults().withPrefetch(100))) {
                while (ids.size() < count) {
                    Delivery delivery = requireNonNull(subscription.receive(Duration.ofSeconds(10)));
                    ids.add(delivery.message().id());
                    delivery.ack();
                }
            }
            assertThat(ids).first().isEqualTo("m0");
            assertThat(ids).last().isEqualTo("m" + (count - 1));
            assertThat(ids).doesNotHaveDuplicates();
        }
    }
}
