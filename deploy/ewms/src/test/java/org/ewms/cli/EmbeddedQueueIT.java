package org.ewms.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.jspecify.annotations.Nullable;

class EmbeddedQueueIT extends QueueScenarios {
    @Override
    BrokerFixture fixture(Path directory) {
        return new Fixture(directory);
    }

    /** In this JVM, reached over TCP. */
    private static final class Fixture implements BrokerFixture {
        private final Path directory;
        private @Nullable EmbeddedBroker broker;

        Fixture(Path directory) {
            this.directory = directory;
        }

        @Override
        public void start() {
            broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory).withMinFreeDiskBytes(1 << 20));
        }

        @Override
        public void stop() {
            running().close();
        }

        @Override
        public void kill() {
            stop();
        }

        @Override
        public String uri() {
            return running().uri();
        }

        @Override
        public Optional<Path> credentialFile() {
            return Optional.of(running().credentialFile());
        }

        @Override
        public void close() {
            stop();
        }

        private EmbeddedBroker running() {
            return Objects.requireNonNull(broker, "not started");
        }
    }
}
