package org.ewms.mqclient.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.contract.ChildJvm;
import org.jspecify.annotations.Nullable;

/** The broker in a JVM of its own, reached over TCP, killed with signal 9. */
final class ProcessFixture implements BrokerFixture {
    private final Path directory;
    private @Nullable ChildJvm process;
    private @Nullable String uri;

    ProcessFixture(Path directory) {
        this.directory = directory;
    }

    @Override
    public void start() throws IOException {
        ChildJvm started = ChildJvm.start(BrokerProcess.class, Map.of(), directory.toString());
        process = started;
        uri = started.readLine();
    }

    @Override
    public void stop() throws Exception {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    @Override
    public void kill() throws Exception {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public String uri() {
        return Objects.requireNonNull(uri, "not started");
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.of(directory.resolve("credential"));
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
