package org.ewms.mqclient.faults;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.ewms.mqclient.processes.BrokerServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must hold under faults, for every broker alike. An adapter proves itself by one subclass that says how its server is started; the
 * property {@code ewms.fault.seeds} says how many seeds to run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrokerFaults {
    private Path directory = Path.of("set before all");
    private @Nullable BrokerServer server;

    /** A server in this directory, not yet started. */
    protected abstract BrokerServer server(Path in) throws Exception;

    /** A server in this small directory that refuses messages when there is no more room, rather than end. */
    protected BrokerServer cramped(Path in) throws Exception {
        return server(in);
    }

    /** Size of that directory. */
    protected int crampedMib() {
        return 140;
    }

    /** Acknowledgements a broker may forget when it is killed, because it writes them later than it takes them. */
    protected int forgottenAcks() {
        return 0;
    }

    @BeforeAll
    void startServer(@TempDir Path given) throws Exception {
        directory = given;
        BrokerServer made = server(directory.resolve("server"));
        server = made;
        made.start();
    }

    @AfterAll
    void closeServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private Supplier<BrokerServer> running() {
        return () -> {
            if (server == null) {
                throw new IllegalStateException("the server was not started");
            }
            return server;
        };
    }

    @Nested
    @DisplayName("When the server is struck")
    class ServerFaults extends ServerFaultScenarios {
        ServerFaults() {
            super(running(), BrokerFaults.this::forgottenAcks);
        }
    }

    @Nested
    @DisplayName("When the network is struck")
    class NetworkFaults extends NetworkFaultScenarios {
        NetworkFaults() {
            super(running());
        }
    }

    @Nested
    @DisplayName("When messages are struck")
    class MessageFaults extends MessageFaultScenarios {
        MessageFaults() {
            super(running());
        }
    }

    @Nested
    @DisplayName("When it is too much")
    class LoadFaults extends LoadFaultScenarios {
        LoadFaults() {
            super(running());
        }
    }

    @Nested
    @DisplayName("When the disk is full")
    class DiskFaults extends DiskFaultScenarios {
        DiskFaults() {
            super(directory, crampedMib());
        }

        @Override
        BrokerServer cramped(Path in) throws Exception {
            return BrokerFaults.this.cramped(in);
        }
    }
}
