package org.ewms.mqclient.rabbitmq;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.contract.PeerContract;
import org.ewms.mqclient.processes.RabbitServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An independent client on RabbitMQ")
class RabbitPeerIT extends PeerContract {
    @Override
    protected BrokerFixture fixture(Path in) throws Exception {
        return RabbitServer.secured(in);
    }

    @Override
    protected String script() {
        return "amqp_peer.py";
    }
}
