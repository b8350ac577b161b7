package org.ewms.mqclient.trials;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes do not share a broker's directory. */
class OneBrokerPerDirectoryIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void a_broker_on_the_directory_of_another_process_is_refused_and_told_its_address() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.started(directory)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(server.uri());
        }
    }
}
