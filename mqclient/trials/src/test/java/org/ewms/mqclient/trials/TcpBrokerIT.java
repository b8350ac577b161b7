package org.ewms.mqclient.trials;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded broker in another process")
class TcpBrokerIT extends BrokerContract {
    @TempDir
    static Path directory;

    @Override
    protected BrokerFixture fixture() throws Exception {
        return new EmbeddedServer(directory);
    }
}
