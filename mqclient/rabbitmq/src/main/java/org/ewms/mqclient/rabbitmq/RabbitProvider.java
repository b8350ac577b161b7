package org.ewms.mqclient.rabbitmq;

import java.net.URI;
import java.util.Set;
import org.ewms.mqclient.BrokerProvider;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.rabbitmq.internal.Endpoint;
import org.ewms.mqclient.rabbitmq.internal.RabbitBroker;

/**
 * Connects to RabbitMQ 3.10 or later: {@code amqp://[USER@]HOST[:PORT][/VHOST][?SETTINGS]}, or {@code amqps} for TLS with the JVM's trust
 * store and host name verification. Without a credential it is guest/guest; a credential without a user name is an OAuth 2 token.
 *
 * <p>Settings, joined by {@code &}: {@code declare=mqclient} declares queues with the very arguments the Python MQClient uses, so that both can
 * declare the same queue (attempts are then limited by this client alone); {@code max-message-bytes=N} is the largest body, by default 16 MiB,
 * which every RabbitMQ takes.
 */
public final class RabbitProvider implements BrokerProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("amqp", "amqps");
    }

    @Override
    public MessageBroker connect(URI uri, ConnectOptions options) {
        var broker = new RabbitBroker(Endpoint.of(uri), options);
        try {
            broker.check(options.deadline());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
