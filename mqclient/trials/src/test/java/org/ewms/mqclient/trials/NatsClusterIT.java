package org.ewms.mqclient.trials;

import java.nio.file.Path;
import java.util.List;
import org.ewms.mqclient.faults.ClusterFaults;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.NatsServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A cluster of three NATS JetStream servers")
class NatsClusterIT extends ClusterFaults {
    @Override
    protected List<? extends BrokerServer> cluster(Path in, int count) throws Exception {
        return NatsServer.cluster(in, count);
    }

    @Override
    protected String replicated(String uri) {
        return uri + "?replicas=3";
    }
}
