package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class CredentialScenarios extends Scenario {
    private static final Duration BRIEF = Duration.ofSeconds(3);

    CredentialScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    private ConnectOptions showing(Supplier<String> secret) {
        return ConnectOptions.defaults().withDeadline(BRIEF).withCredential(Credential.ofToken(secret));
    }

    private Path credentialFile() {
        return fixture().credentialFile().orElseThrow();
    }

    @Test
    @DisplayName("that is wrong is refused at once, without being told")
    void wrong() {
        assertThatThrownBy(() -> Brokers.connect(fixture().uri(), showing(() -> "guess-me")))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("guess-me");
    }

    @Test
    @DisplayName("whose file cannot be read is an error that names the file")
    void missingFile() {
        Path missing = credentialFile().resolveSibling("no-such-credential");
        var options = ConnectOptions.defaults().withDeadline(BRIEF).withCredential(Credential.ofFile(missing));
        assertThatThrownBy(() -> Brokers.connect(fixture().uri(), options))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no-such-credential");
    }

    @Test
    @DisplayName("that is renewed is shown at the next connection: publishers and consumers go on, and nothing is lost")
    void renewed() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 10);
        Publisher publisher = publisher(broker, queue);
        Subscription subscription = subscribe(broker, queue, 5);
        publisher.publishAll(messages(10).subList(0, 5));
        List<Delivery> held = take(subscription, 5);
        held.getFirst().ack();
        fixture().renewSecret();
        publisher.publishAll(messages(10).subList(5, 10));
        List<String> received = new ArrayList<>();
        await().until(() -> {
            received.addAll(drain(subscription));
            return received.stream().distinct().count() >= 9;
        });
        assertThat(received).containsAll(ids(messages(10)).subList(1, 10));
        assertThat(broker.depth(queue).remaining()).isZero();
    }

    @Test
    @DisplayName("that is revoked stops publishers and consumers within their deadline")
    void revoked() throws Exception {
        String old = Files.readString(credentialFile()).strip();
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        // By its address: within its own JVM a broker asks for no secret.
        MessageBroker outdated = closing(Brokers.connect(fixture().uri(), showing(() -> old)));
        Publisher publisher = closing(outdated.publisher(queue, new PublisherOptions(10, BRIEF)));
        Subscription subscription = closing(outdated.subscribe(queue, new SubscriberOptions(1, BRIEF)));
        publisher.publish(message("before")).get(20, TimeUnit.SECONDS);
        next(subscription).ack();
        fixture().renewSecret();
        long start = System.nanoTime();
        assertThatThrownBy(() -> publisher.publish(message("after")).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(MqException.class);
        assertThatThrownBy(() -> subscription.receive(PATIENCE)).isInstanceOf(MqException.class);
        assertThatThrownBy(() -> outdated.depth(queue)).isInstanceOf(RefusedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        assertThat(drain(subscribe(broker, queue, 1))).doesNotContain("after");
    }
}
