package org.ewms.mqclient.pulsar;

import java.nio.file.Path;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.PulsarServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Apache Pulsar")
class PulsarBrokerIT extends BrokerContract {
    @TempDir
    static Path directory;

    @Override
    protected BrokerFixture fixture() throws Exception {
        return new PulsarServer(directory);
    }
}
