package org.ewms.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.alerts.Alerts;
import org.ewms.alerts.AlertsFile;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.skydriver.SkyDriver;
import org.ewms.skydriver.SkyDriverOptions;
import org.ewms.tms.SiteDescription;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms up}: everything in one process. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs everything in one process until stopped: the workflow service, its queue service, a broker, a store, scans"
                    + " of the sky, and what starts pilots: as processes of this machine, for workflows and scans whose"
                    + " cluster location is 'local'.",
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

    @Option(
            names = "--skydriver-port",
            description = "TCP port of the scan service, 0 for a free one (default: the one after --port).")
    @Nullable
    Integer skyDriverPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("ewms-data");

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Pilots at a time on this machine, those that wait for events included"
                    + " (default: four times the number of processors).")
    int slots = 4 * Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--warm-pilots",
            paramLabel = "N",
            description =
                    "Pilots that are begun ahead and wait, ready, for a workflow or scan of priority 100 and more;"
                            + " each takes some 400 MB of memory. 0 for none (default: ${DEFAULT-VALUE}).")
    int warmPilots = 1;

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "YAML file with further sites where pilots are started; tms/README.md has an example.")
    @Nullable
    Path sites;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "YAML file of listeners, rules and sinks for realtime alerts; docs/alerts.md has an example"
                    + " (default: SKYDRIVER_ALERTS_FILE, or every alert that is posted is scanned).")
    @Nullable
    Path alerts;

    @Option(names = "--no-pilots", description = "Start none; leave that to an ewms tms elsewhere.")
    boolean noPilots;

    @Option(
            names = "--broker-host",
            paramLabel = "HOST",
            description = "Interface of the broker, by a name that pilots on other machines reach it by"
                    + " (default: ${DEFAULT-VALUE}).")
    String brokerHost = HERE;

    UpCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        if (slots < 1) {
            throw new IllegalArgumentException("--slots must be at least 1, is " + slots);
        }
        if (warmPilots < 0) {
            throw new IllegalArgumentException("--warm-pilots must be at least 0, is " + warmPilots);
        }
        Map<String, SiteDescription> places = UpPilots.sites(data.resolve("pilots"), slots, warmPilots, sites);
        WmsOptions options = WmsOptions.from(
                Map.of("REST_HOST", HERE, "REST_PORT", Integer.toString(port), "EWMS_DATA_DIR", data.toString()),
                SitePlaces.of(places.values()));
        EmbeddedBrokerOptions brokerOptions =
                EmbeddedBrokerOptions.in(data.resolve("broker")).withAddress(brokerHost, 0);
        AlertsFile alertsFile = alerts == null ? SkyDriverCommand.alerts(System.getenv()) : AlertsFile.read(alerts);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(45));
                OwnBroker broker = OwnBroker.start(brokerOptions);
                Wms wms = Wms.start(options, broker.setup(), clock, new SecureRandom());
                UpPilots pilots = UpPilots.start(wms.uri(), noPilots ? List.of() : places.values(), clock);
                SkyDriver skyDriver = SkyDriver.start(
                        skyDriver(wms, places.keySet()), clock, new SecureRandom(), Alerts.by(alertsFile, clock))) {
            console.out().println(said(wms.uri(), broker, noPilots ? "none" : String.join(", ", places.keySet())));
            console.out().println(scans(skyDriver.uri()));
            stopped.await();
        }
        return 0;
    }

    /** Pilots of this machine find it where it was before. */
    private SkyDriverOptions skyDriver(Wms wms, Set<String> places) {
        int scans = skyDriverPort != null ? skyDriverPort : port == 0 ? 0 : port + 1;
        return SkyDriverOptions.from(
                Map.of(
                        "REST_HOST",
                        HERE,
                        "REST_PORT",
                        Integer.toString(scans),
                        "EWMS_ADDRESS",
                        wms.uri(),
                        "EWMS_DATA_DIR",
                        data.resolve("skydriver").toString(),
                        "SKYDRIVER_CLUSTERS",
                        String.join(",", places)),
                SkyDriverCommand.recos());
    }

    private static String scans(String skyDriver) {
        return """

                skydriver %1$s

                Scans of the sky: the page %1$s, the REST API as a page %1$s/docs.
                Alerts are scanned as they come: ewms alerts replay DIR --skydriver %1$s""".formatted(skyDriver);
    }

    private static String said(String wms, OwnBroker broker, String sites) {
        return """
                wms %1$s
                broker %2$s
                credential %3$s
                pilots %4$s

                The REST API as a page: %1$s/docs
                Submit a workflow, a request in JSON such as wms/examples/local.json, give it events and take its results:
                  export EWMS_ADDRESS=%1$s
                  id=$(ewms workflow submit FILE)
                  ewms queue pub --workflow $id --queue events one two three
                  ewms queue sub --workflow $id --queue results --count 3
                  ewms workflow finish $id
                or
                  curl -X POST %1$s/v1/workflows -H 'Content-Type: application/json' -d @FILE
                Ctrl-C ends it and its pilots; nothing is lost.""".formatted(wms, broker.broker().uri(), broker.broker().credentialFile(), sites);
    }
}
