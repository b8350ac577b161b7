package org.ewms.mqclient.trials;

import java.nio.file.Path;
import java.util.List;
import org.ewms.mqclient.faults.ClusterFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.RabbitServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A cluster of three RabbitMQ servers")
class RabbitClusterIT extends ClusterFaults {
    @Override
    protected List<? extends BrokerServer> cluster(Path in, int count) throws Exception {
        return RabbitServer.cluster(in, count);
    }
}
