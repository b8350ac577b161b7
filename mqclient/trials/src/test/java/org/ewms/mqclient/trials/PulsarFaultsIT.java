package org.ewms.mqclient.trials;

import java.nio.file.Path;
import org.ewms.mqclient.faults.BrokerFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.PulsarServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Apache Pulsar under faults")
class PulsarFaultsIT extends BrokerFaults {
    @Override
    protected BrokerServer server(Path in) throws Exception {
        return PulsarServer.withTokens(in);
    }

    @Override
    protected BrokerServer cramped(Path in) throws Exception {
        return PulsarServer.cramped(in);
    }

    @Override
    protected int crampedMib() {
        return 300;
    }

    /** Pulsar confirms no acknowledgement and writes them in the background. */
    @Override
    protected int forgottenAcks() {
        return 2_000;
    }
}
