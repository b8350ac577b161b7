package org.ewms.mqclient.nats;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.NatsServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("NATS JetStream")
class NatsBrokerIT extends BrokerContract {
    @TempDir
    static Path directory;

    @Override
    protected BrokerFixture fixture() throws Exception {
        return NatsServer.secured(directory);
    }
}
