package org.ewms.cli;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.RabbitServer;

class RabbitQueueIT extends PythonQueueScenarios {
    @Override
    BrokerFixture fixture(Path directory) throws Exception {
        return new RabbitServer(directory);
    }

    @Override
    PythonPeer peer() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri());
        Connection connection = factory.newConnection();
        return new Peer(connection, connection.createChannel());
    }

    private record Peer(Connection connection, Channel channel) implements PythonPeer {
        @Override
        public void declare(String queue) throws Exception {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }

        @Override
        public void send(String queue, String data) throws Exception {
            channel.confirmSelect();
            channel.basicPublish("", queue, new BasicProperties(), PythonPeer.pack(data));
            channel.waitForConfirmsOrDie();
        }

        @Override
        public String receive(String queue) {
            var got = new AtomicReference<GetResponse>();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                got.set(channel.basicGet(queue, true));
                return got.get() != null;
            });
            return PythonPeer.unpack(Objects.requireNonNull(got.get()).getBody());
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }
}
