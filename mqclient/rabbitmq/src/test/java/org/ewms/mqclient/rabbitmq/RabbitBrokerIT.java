package org.ewms.mqclient.rabbitmq;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.RabbitServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RabbitMQ")
class RabbitBrokerIT extends BrokerContract {
    @TempDir
    static Path directory;

    @Override
    protected BrokerFixture fixture() throws Exception {
        return RabbitServer.secured(directory);
    }
}
