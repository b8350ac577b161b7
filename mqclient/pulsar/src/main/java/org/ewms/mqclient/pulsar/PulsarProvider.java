package org.ewms.mqclient.pulsar;

import java.net.URI;
import java.util.Set;
import org.ewms.mqclient.BrokerProvider;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.pulsar.internal.Endpoint;
import org.ewms.mqclient.pulsar.internal.PulsarBroker;

/**
 * Connects to Apache Pulsar 3.0 or later: {@code pulsar://HOST[:PORT][/TENANT/NAMESPACE][?SETTINGS]}, or {@code pulsar+ssl} for TLS with the
 * JVM's trust store and host name verification. The namespace is {@code public/default} unless told otherwise; a credential is a token.
 *
 * <p>Settings, joined by {@code &}: {@code admin=URL} of the administration REST interface, by default {@code http://HOST:8080} or, with TLS,
 * {@code https://HOST:8443}; {@code max-message-bytes=N} as configured at the brokers, by default 5 MiB.
 */
public final class PulsarProvider implements BrokerProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("pulsar", "pulsar+ssl");
    }

    @Override
    public MessageBroker connect(URI uri, ConnectOptions options) {
        var broker = new PulsarBroker(Endpoint.of(uri), options);
        try {
            broker.check(options.deadline());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
