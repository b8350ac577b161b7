package org.ewms.bench.mq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.jspecify.annotations.Nullable;

/** The embedded broker in a process of its own, reached over TCP. */
public final class EmbeddedServer implements BrokerFixture {
    private final Path directory;
    private @Nullable Process process;
    private String uri = "";

    EmbeddedServer(Path directory) {
        this.directory = directory;
    }

    /** The process: prints its address, stops when its standard input ends. */
    public static void main(String[] args) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(Path.of(args[0])))) {
            System.out.println(broker.uri());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(directory);
        var command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedServer.class.getName(),
                directory.toString());
        Process started = new ProcessBuilder(command)
                .redirectError(directory.resolve("broker.log").toFile())
                .start();
        process = started;
        String line = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IOException("the embedded broker ended at its start; see " + directory.resolve("broker.log"));
        }
        uri = line;
    }

    @Override
    public void stop() throws Exception {
        if (process != null) {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.of(directory.resolve("credential"));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
