package org.ewms.mqclient.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An Artemis with its stock configuration, where messages above 490 KB are streamed in pieces. */
@Timeout(60)
class ProductionArtemisIT {
    @Test
    void small_and_streamed_messages_arrive_whole_and_dead_letters_are_kept(@TempDir Path directory) throws Exception {
        var artemis = new EmbeddedActiveMQ();
        artemis.setConfiguration(new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0"));
        artemis.start();
        try {
            var acceptor = (NettyAcceptor)
                    artemis.getActiveMQServer().getRemotingService().getAcceptor("tcp");
            try (var broker =
                    Brokers.connect("artemis://127.0.0.1:" + acceptor.getActualPort(), ConnectOptions.defaults())) {
                exchange(broker);
            }
        } finally {
            artemis.stop();
        }
    }

    private static void exchange(MessageBroker broker) throws InterruptedException {
        broker.declare(QueueSpec.of("tasks"));
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sent.add(Message.of("m" + i, new byte[i % 3 == 1 ? 1_500_000 : 100]));
        }
        try (var publisher = broker.publisher("tasks", PublisherOptions.defaults())) {
            publisher.publishAll(sent);
        }
        try (var subscription =
                broker.subscribe("tasks", SubscriberOptions.defaults().withPrefetch(3))) {
            for (Message message : sent) {
                Delivery delivery = requireNonNull(subscription.receive(Duration.ofSeconds(10)));
                assertThat(delivery.message().id()).isEqualTo(message.id());
                assertThat(delivery.message().body()).isEqualTo(message.body());
                if (message.id().equals("m4")) {
                    delivery.reject("enough");
                } else {
                    delivery.ack();
                }
            }
        }
        assertThat(broker.depth("tasks").ready()).isZero();
        assertThat(broker.peek("tasks.dlq", 5)).extracting(m -> m.body().length).containsExactly(1_500_000);
    }
}
