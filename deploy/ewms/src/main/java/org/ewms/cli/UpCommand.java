package org.ewms.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms up}: everything in one process. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs everything in one process until stopped: the workflow service, its queue service, a broker and a store.",
            "It listens on this machine only and asks nobody who they are. What it was given is there again when it is"
                    + " started in the same directory. To run the services apart, or with other brokers and stores:"
                    + " ewms wms."
        })
final class UpCommand implements Callable<Integer> {
    private static final String HERE = "127.0.0.1";

    private final Console console;
    private final Clock clock;

    @Option(names = "--port", description = "TCP port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("ewms-data");

    UpCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        WmsOptions options = WmsOptions.from(
                Map.of("REST_HOST", HERE, "REST_PORT", Integer.toString(port), "EWMS_DATA_DIR", data.toString()));
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(15));
                OwnBroker broker = OwnBroker.start(data.resolve("broker"));
                Wms wms = Wms.start(options, broker.setup(), clock, new SecureRandom())) {
            console.out().println(said(wms.uri(), broker));
            stopped.await();
        }
        return 0;
    }

    private static String said(String wms, OwnBroker broker) {
        return """
                wms %s
                broker %s
                credential %s

                The REST API as a page: %s/docs
                Submit a workflow, a request in JSON such as wms/examples/one-task.json, and see it:
                  ewms workflow submit --wms %s FILE
                  ewms workflow list --wms %s
                or
                  curl -X POST %s/v1/workflows -H 'Content-Type: application/json' -d @FILE
                Ctrl-C ends it; nothing is lost.""".formatted(wms, broker.broker().uri(), broker.broker().credentialFile(), wms, wms, wms, wms);
    }
}
