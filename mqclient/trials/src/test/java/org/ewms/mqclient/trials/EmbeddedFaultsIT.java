package org.ewms.mqclient.trials;

import java.nio.file.Path;
import org.ewms.mqclient.faults.BrokerFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The embedded broker under faults")
class EmbeddedFaultsIT extends BrokerFaults {
    private static final long KEPT_FREE = 32L << 20;

    @Override
    protected BrokerServer server(Path in) throws Exception {
        return new EmbeddedServer(in);
    }

    @Override
    protected BrokerServer cramped(Path in) throws Exception {
        return new EmbeddedServer(in, KEPT_FREE);
    }
}
