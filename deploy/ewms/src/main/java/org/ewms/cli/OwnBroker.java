package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.ewms.wms.BrokerSetup;

/** A broker in this process, on which a queue service makes queues. */
record OwnBroker(EmbeddedBroker broker, MessageBroker client) implements AutoCloseable {
    static OwnBroker start(Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory));
        try {
            return new OwnBroker(broker, broker.connect());
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    BrokerSetup setup() {
        return new BrokerSetup(
                BrokerQueues.on(client),
                facts(broker.uri()),
                TokenIssuer.shared(Credential.ofFile(broker.credentialFile())));
    }

    /** What pilots are told of the broker at this URI. */
    static BrokerFacts facts(String uri) {
        URI parsed = URI.create(uri);
        String type = switch (parsed.getScheme()) {
            case "amqp", "amqps" -> "rabbitmq";
            case "ewms", "artemis" -> "embedded";
            case "tls" -> "nats";
            case "pulsar+ssl" -> "pulsar";
            default -> parsed.getScheme();
        };
        String user = parsed.getUserInfo() == null ? "user" : parsed.getUserInfo();
        return new BrokerFacts(type, parsed.getHost() + ":" + parsed.getPort(), user);
    }

    @Override
    public void close() {
        client.close();
        broker.close();
    }
}
