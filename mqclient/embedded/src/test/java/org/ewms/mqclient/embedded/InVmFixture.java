package org.ewms.mqclient.embedded;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.contract.BrokerFixture;
import org.jspecify.annotations.Nullable;

/** The broker in this JVM; it cannot be killed here, so kill is a stop under the clients' feet. */
final class InVmFixture implements BrokerFixture {
    private final EmbeddedBrokerOptions options;
    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedBroker last;

    InVmFixture(Path directory) {
        options = EmbeddedBrokerOptions.in(directory).withMinFreeDiskBytes(1 << 20);
    }

    @Override
    public void start() {
        broker = EmbeddedBroker.start(options);
        last = broker;
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    @Override
    public void kill() {
        stop();
    }

    @Override
    public String uri() {
        return latest().uri();
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.of(latest().credentialFile());
    }

    @Override
    public void renewSecret() {
        latest().renewSecret();
    }

    @Override
    public MessageBroker connect(ConnectOptions connectOptions) {
        return latest().connect(connectOptions);
    }

    @Override
    public void close() {
        stop();
    }

    private EmbeddedBroker latest() {
        return Objects.requireNonNull(last, "not started");
    }
}
