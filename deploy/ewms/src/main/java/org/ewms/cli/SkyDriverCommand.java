package org.ewms.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.ewms.alerts.Alerts;
import org.ewms.alerts.AlertsFile;
import org.ewms.reco.Reconstruction;
import org.ewms.reco.Reconstructions;
import org.ewms.skydriver.SkyDriver;
import org.ewms.skydriver.SkyDriverOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms skydriver}: scans as a service. */
@Command(
        name = "skydriver",
        mixinStandardHelpOptions = true,
        description = {
            "Runs sky scans for who posts events to it, until stopped: REST, live streams, sky maps, and a page.",
            "EWMS_ADDRESS names the workflow service that gives scans their pilots; without it scans wait for scanners of"
                    + " others. Further environment variables are those of the Python service: REST_HOST, REST_PORT,"
                    + " MONGODB_HOST, AUTH_OPENID_URL, HERE_URL, …; docs/skydriver.md lists them."
        })
final class SkyDriverCommand implements Callable<Integer> {
    static final String ALERTS = "SKYDRIVER_ALERTS_FILE";

    private final Console console;
    private final Clock clock;

    @Option(names = "--port", description = "TCP port, 0 for a free one (default: REST_PORT, or 8080).")
    @Nullable
    Integer port;

    @Option(names = "--host", description = "Interface to listen on (default: REST_HOST, or this machine only).")
    @Nullable
    String host;

    @Option(names = "--wms", paramLabel = "URI", description = "The workflow service (default: EWMS_ADDRESS).")
    @Nullable
    String wms;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the store and the scans under way are kept (default: EWMS_DATA_DIR, or skydriver-data).")
    @Nullable
    Path data;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "YAML file of listeners, rules and sinks for realtime alerts; docs/alerts.md has an example"
                    + " (default: SKYDRIVER_ALERTS_FILE, or every alert that is posted is scanned).")
    @Nullable
    Path alerts;

    SkyDriverCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        set(environment, "REST_PORT", port);
        set(environment, "REST_HOST", host);
        set(environment, "EWMS_ADDRESS", wms);
        set(environment, "EWMS_DATA_DIR", data);
        set(environment, ALERTS, alerts);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(30));
                SkyDriver skyDriver = SkyDriver.start(
                        SkyDriverOptions.from(environment, recos()),
                        clock,
                        new SecureRandom(),
                        Alerts.by(alerts(environment), clock))) {
            console.out().println("skydriver " + skyDriver.uri());
            stopped.await();
        }
        return 0;
    }

    /** The file that a variable of the environment names, or what holds without one. */
    static AlertsFile alerts(Map<String, String> environment) {
        String file = environment.getOrDefault(ALERTS, "");
        return file.isBlank() ? AlertsFile.usual() : AlertsFile.read(Path.of(file.strip()));
    }

    /** Names of the reconstructions that pilots of this program have. */
    static Set<String> recos() {
        return Reconstructions.all().stream().map(Reconstruction::name).collect(Collectors.toSet());
    }

    private static void set(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}
