package org.ewms.cli;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.NatsServer;

class NatsQueueIT extends PythonQueueScenarios {
    @Override
    BrokerFixture fixture(Path directory) throws Exception {
        return new NatsServer(directory);
    }

    @Override
    PythonPeer peer() throws Exception {
        return new Peer(Nats.connect(uri()));
    }

    private record Peer(Connection connection) implements PythonPeer {
        @Override
        public void declare(String queue) throws Exception {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(queue + "-stream")
                            .subjects(queue + "-subject")
                            .build());
        }

        @Override
        public void send(String queue, String data) throws Exception {
            connection.jetStream().publish(queue + "-subject", PythonPeer.pack(data));
        }

        @Override
        public String receive(String queue) throws Exception {
            JetStreamSubscription subscription =
                    connection.jetStream().subscribe(null, PullSubscribeOptions.bind(queue + "-stream", "psub"));
            try {
                List<Message> got = subscription.fetch(1, Duration.ofSeconds(30));
                got.getFirst().ackSync(Duration.ofSeconds(30));
                return PythonPeer.unpack(got.getFirst().getData());
            } finally {
                subscription.unsubscribe();
            }
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }
}
