package org.ewms.pilot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;

/** A real broker in a process of its own, to be killed by tests. */
final class BrokerProcess implements AutoCloseable {
    private final Path directory;
    private Process process;
    private String uri;

    BrokerProcess(Path directory) throws IOException {
        this.directory = directory;
        this.process = launch(directory);
        this.uri = firstLine(process);
    }

    /** What the process runs: a broker until it is killed or its parent is gone. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(Path.of(args[0])))) {
            System.out.println(broker.uri() + " " + broker.credentialFile());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static Process launch(Path directory) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ewms://")) {
                return line;
            }
            System.out.println(line);
        }
        throw new IllegalStateException("the broker's process ended");
    }

    MessageBroker connect() {
        String[] parts = uri.split(" ");
        Credential credential = Credential.ofFile(Path.of(parts[1]));
        return Brokers.connect(
                parts[0], ConnectOptions.defaults().withCredential(credential).withDeadline(Duration.ofSeconds(60)));
    }

    /** As {@code kill -9} does; it starts again in the same directory, at the same port. */
    void killAndRestart() throws IOException, InterruptedException {
        kill();
        process = launch(directory);
        uri = firstLine(process);
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker's process does not die");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
