package org.ewms.mqclient.pulsar;

import java.nio.file.Path;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.FaultScenarios;
import org.ewms.mqclient.processes.PulsarServer;

class PulsarFaultsIT extends FaultScenarios {
    @Override
    protected BrokerServer server(Path in) throws Exception {
        return new PulsarServer(in);
    }

    /** Pulsar confirms no acknowledgement and writes them in the background. */
    @Override
    protected int forgottenAcks() {
        return 2_000;
    }
}
