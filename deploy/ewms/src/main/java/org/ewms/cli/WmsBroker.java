package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.NatsTokens;
import org.ewms.queues.QueueTokens;
import org.ewms.queues.TokenIssuer;
import org.ewms.service.Variables;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.WmsOptions;
import org.jspecify.annotations.Nullable;

/** The broker on which a workflow service makes its queues, as environment variables name it, and what opens them. */
final class WmsBroker {
    private final WmsOptions options;
    private final Variables variables;
    private final Clock clock;
    private final List<AutoCloseable> opened;

    /** @param opened what is opened is added to */
    WmsBroker(WmsOptions options, Map<String, String> environment, Clock clock, List<AutoCloseable> opened) {
        this.options = options;
        this.variables = new Variables(environment);
        this.clock = clock;
        this.opened = opened;
    }

    /**
     * The broker that is configured, or one of our own.
     *
     * @throws IllegalArgumentException naming the variable that is missing or wrong
     */
    BrokerSetup setup() {
        String managed = variables.get("EWMS_BROKER");
        if (managed == null) {
            return unmanaged();
        }
        if (!eachQueueItsOwn()) {
            Path file = variables.get("EWMS_BROKER_CREDENTIAL", Path::of);
            return new BrokerSetup(
                    BrokerQueues.on(connect(managed, credential())),
                    facts(managed),
                    file == null ? null : TokenIssuer.shared(Credential.ofFile(file)));
        }
        return switch (String.valueOf(URI.create(managed).getScheme())) {
            case "amqp", "amqps" ->
                new BrokerSetup(BrokerQueues.on(connect(managed, credential())), facts(managed), null);
            case "nats", "tls" -> nats(managed);
            case "pulsar", "pulsar+ssl" -> {
                QueueTokens tokens = QueueTokens.ofRoles(options.tokens(), options.queueKeys(), clock);
                yield new BrokerSetup(BrokerQueues.withRoles(connect(managed, credential())), facts(managed), tokens);
            }
            default ->
                throw new IllegalArgumentException(
                        "BROKER_QUEUE_TOKENS=queue: the broker at EWMS_BROKER takes no tokens"
                                + " of queues; leave EWMS_BROKER out for a broker of this process, which does");
        };
    }

    private BrokerSetup nats(String managed) {
        NatsTokens tokens = NatsTokens.with(
                variables.needed("BROKER_NATS_ACCOUNT"),
                Path.of(variables.needed("BROKER_NATS_SIGNING_KEY_FILE")),
                options.tokens(),
                clock,
                new SecureRandom());
        Credential ours = Objects.requireNonNullElseGet(credential(), tokens::administrator);
        return new BrokerSetup(BrokerQueues.on(connect(managed, ours)), facts(managed), tokens);
    }

    private BrokerSetup unmanaged() {
        if (options.broker() != null) {
            return BrokerSetup.checkingTokens(options.broker());
        }
        if (options.queueService() != null) {
            return BrokerSetup.checkingTokens(new BrokerFacts("none", "none", "none"));
        }
        EmbeddedBrokerOptions broker = EmbeddedBrokerOptions.in(options.data().resolve("broker"));
        if (!eachQueueItsOwn()) {
            return kept(OwnBroker.start(broker)).setup();
        }
        QueueTokens tokens = QueueTokens.plain(options.tokens(), options.queueKeys(), clock);
        return kept(OwnBroker.start(broker, tokens.guests())).setup(tokens);
    }

    /** Whether each queue has tokens of its own, or all have the one secret of the broker. */
    private boolean eachQueueItsOwn() {
        String usual = options.broker() == null ? "shared" : "queue";
        String other = options.broker() == null ? "queue" : "shared";
        return variables.oneOf("BROKER_QUEUE_TOKENS", usual, other).equals("queue");
    }

    private @Nullable Credential credential() {
        return variables.get("EWMS_BROKER_CREDENTIAL", file -> Credential.ofFile(Path.of(file)));
    }

    private MessageBroker connect(String uri, @Nullable Credential credential) {
        ConnectOptions connect = ConnectOptions.defaults();
        return kept(Brokers.connect(uri, credential == null ? connect : connect.withCredential(credential)));
    }

    private BrokerFacts facts(String managed) {
        return Objects.requireNonNullElseGet(options.broker(), () -> OwnBroker.facts(managed));
    }

    private <T extends AutoCloseable> T kept(T made) {
        opened.add(made);
        return made;
    }
}
