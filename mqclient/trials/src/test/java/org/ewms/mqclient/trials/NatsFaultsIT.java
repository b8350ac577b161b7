package org.ewms.mqclient.trials;

import java.nio.file.Path;
import org.ewms.mqclient.faults.BrokerFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.NatsServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("NATS JetStream under faults")
class NatsFaultsIT extends BrokerFaults {
    @Override
    protected BrokerServer server(Path in) throws Exception {
        return NatsServer.secured(in);
    }

    /** Without a limit of its own a server whose disk is full gives up JetStream until it is restarted. */
    @Override
    protected BrokerServer cramped(Path in) throws Exception {
        return NatsServer.cramped(in, 80);
    }

    /** JetStream confirms no acknowledgement and writes them in the background. */
    @Override
    protected int forgottenAcks() {
        return 2_000;
    }
}
