package org.ewms.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.tms.SitesFile;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import org.ewms.workflow.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms wms}: the workflow service with its queue service. */
@Command(
        name = "wms",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the workflow service and its queue service until stopped.",
            "With nothing configured it has a store and a broker of its own. Environment variables set up anything else:"
                    + " REST_HOST, REST_PORT, MONGODB_HOST, MONGODB_PORT, MQS_ADDRESS, BROKER_URL, BROKER_TYPE, CI, …;"
                    + " wms/README.md lists them."
        })
final class WmsCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Option(names = "--port", description = "TCP port, 0 for a free one (default: REST_PORT, or 8080).")
    @Nullable
    Integer port;

    @Option(names = "--host", description = "Interface to listen on (default: REST_HOST, or this machine only).")
    @Nullable
    String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where store, broker and keys are kept (default: EWMS_DATA_DIR, or ewms-data).")
    @Nullable
    Path data;

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "YAML file of a TMS with sites that workflows may name, or choose by label and cost"
                    + " (default: EWMS_SITES, or none).")
    @Nullable
    Path sites;

    WmsCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        set(environment, "REST_PORT", port);
        set(environment, "REST_HOST", host);
        set(environment, "EWMS_DATA_DIR", data);
        WmsOptions options = WmsOptions.from(environment, places(environment.getOrDefault("EWMS_SITES", "")));
        List<AutoCloseable> opened = new ArrayList<>();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(15))) {
            try {
                BrokerSetup broker = new WmsBroker(options, environment, clock, opened).setup();
                Wms wms = Wms.start(options, broker, clock, new SecureRandom());
                opened.add(wms);
                console.out().println("wms " + wms.uri());
                stopped.await();
            } finally {
                for (AutoCloseable each : opened.reversed()) {
                    each.close();
                }
            }
        }
        return 0;
    }

    private List<Place> places(String usual) {
        Path file = sites != null || usual.isEmpty() ? sites : Path.of(usual);
        return file == null
                ? List.of()
                : SitePlaces.of(SitesFile.read(file).sites().values());
    }

    private static void set(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}
