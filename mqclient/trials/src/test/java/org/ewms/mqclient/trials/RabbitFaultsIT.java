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

    /** It looks several times a second when it has so little above that: five times what is written in between stays free. */
    @Override
    protected BrokerServer cramped(Path in) throws Exception {
        return RabbitServer.cramped(in, 280);
    }

    @Override
    protected int crampedMib() {
        return 300;
    }
}
