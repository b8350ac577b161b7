package org.ewms.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms broker}: the embedded broker in a process of its own. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Runs a durable message broker until stopped; scans and pilots reach it with --broker.")
final class BrokerCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Where messages are kept; a broker started again in the same directory has them all.")
    Path data = Path.of("broker");

    @Option(
            names = "--host",
            description = "Interface to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 for all).")
    String host = "127.0.0.1";

    @Option(names = "--port", description = "TCP port (default: the last one used in this directory, or a free one).")
    int port;

    BrokerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        EmbeddedBrokerOptions options = EmbeddedBrokerOptions.in(data).withAddress(host, port);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(10));
                EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            console.out().println("broker " + broker.uri());
            console.out().println("credential " + broker.credentialFile());
            stopped.await();
        }
        return 0;
    }
}
