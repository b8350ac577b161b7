package org.ewms.mqclient.nats;

import java.net.URI;
import java.util.Set;
import org.ewms.mqclient.BrokerProvider;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.nats.internal.Endpoint;
import org.ewms.mqclient.nats.internal.NatsBroker;

/**
 * Connects to NATS 2.9 or later with JetStream: {@code nats://[USER@]HOST[:PORT][?SETTINGS]}, or {@code tls} for TLS with the JVM's trust
 * store and host name verification. A credential without a user name is a token.
 *
 * <p>Settings, joined by {@code &}: {@code declare=mqclient} declares streams with the very configuration the Python MQClient uses, so that both
 * can declare the same queue (acknowledged messages then stay stored); {@code replicas=1|3|5} for streams in a cluster; {@code creds=FILE} names
 * a NATS credentials file.
 */
public final class NatsProvider implements BrokerProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("nats", "tls");
    }

    @Override
    public MessageBroker connect(URI uri, ConnectOptions options) {
        var broker = new NatsBroker(Endpoint.of(uri), options);
        try {
            broker.check(options.deadline());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
