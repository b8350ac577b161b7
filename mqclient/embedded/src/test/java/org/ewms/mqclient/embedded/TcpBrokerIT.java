package org.ewms.mqclient.embedded;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
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
