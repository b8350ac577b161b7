package org.ewms.mqclient.rabbitmq;

import java.nio.file.Path;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.FaultScenarios;
import org.ewms.mqclient.processes.RabbitServer;

class RabbitFaultsIT extends FaultScenarios {
    @Override
    protected BrokerServer server(Path in) throws Exception {
        return new RabbitServer(in);
    }
}
