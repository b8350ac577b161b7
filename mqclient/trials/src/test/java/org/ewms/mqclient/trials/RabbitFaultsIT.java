package org.ewms.mqclient.trials;

import java.nio.file.Path;
import org.ewms.mqclient.faults.BrokerFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.RabbitServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("RabbitMQ under faults")
class RabbitFaultsIT extends BrokerFaults {
    @Override
    protected BrokerServer server(Path in) throws Exception {
        return RabbitServer.secured(in);
    }
}
