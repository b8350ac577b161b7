package org.ewms.mqclient.nats;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.contract.PeerContract;
import org.ewms.mqclient.processes.NatsServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An independent client on NATS JetStream")
class NatsPeerIT extends PeerContract {
    @Override
    protected BrokerFixture fixture(Path in) throws Exception {
        return NatsServer.secured(in);
    }

    @Override
    protected String script() {
        return "nats_peer.py";
    }
}
