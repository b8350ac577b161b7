package org.ewms.cli;

import java.net.URI;
import java.util.Objects;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.mqclient.embedded.Guests;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.ewms.wms.BrokerSetup;

/** A broker in this process, on which a queue service makes queues. */
record OwnBroker(EmbeddedBroker broker, MessageBroker client) implements AutoCloseable {
    static OwnBroker start(EmbeddedBrokerOptions options) {
        return start(options, Guests.NONE);
    }

    static OwnBroker start(EmbeddedBrokerOptions options, Guests guests) {
        EmbeddedBroker broker = EmbeddedBroker.start(options, guests);
        try {
            return new OwnBroker(broker, broker.connect());
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Everybody who may use a queue is told the broker's secret. */
    BrokerSetup setup() {
        return setup(TokenIssuer.shared(Credential.ofFile(broker.credentialFile())));
    }

    /** @param tokens that the broker's guests show */
    BrokerSetup setup(TokenIssuer tokens) {
        return new BrokerSetup(BrokerQueues.on(client), facts(broker.uri()), tokens);
    }

    /**
     * What pilots are told of the broker at this URI: all of it that is not the user. The scheme is told where it encrypts; else the type
     * says it, in words that the Python pilot knows too. A virtual host is told as it is called, not as a URI writes it.
     */
    static BrokerFacts facts(String uri) {
        URI parsed = URI.create(uri);
        String scheme = parsed.getScheme();
        String authority = parsed.getRawAuthority();
        int user = authority.indexOf('@');
        String at = authority.substring(user + 1)
                + Objects.requireNonNullElse(parsed.getPath(), "")
                + (parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery());
        return switch (scheme) {
            case "amqp" -> facts("rabbitmq", at, parsed);
            case "amqps" -> facts("rabbitmq", scheme + "://" + at, parsed);
            case "ewms", "artemis" -> facts("embedded", at, parsed);
            case "tls" -> facts("nats", scheme + "://" + at, parsed);
            case "pulsar+ssl" -> facts("pulsar", scheme + "://" + at, parsed);
            default -> facts(scheme, at, parsed);
        };
    }

    private static BrokerFacts facts(String type, String url, URI uri) {
        return new BrokerFacts(type, url, Objects.requireNonNullElse(uri.getUserInfo(), "user"));
    }

    @Override
    public void close() {
        client.close();
        broker.close();
    }
}
