package org.ewms.alerts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.ewms.skydriver.SkyDriver;
import org.ewms.skydriver.SkyDriverOptions;

/** A scan service with alerts by a file's rules, on a free port, with an embedded store; its scans are left to scanners of others. */
final class Service implements AutoCloseable {
    private final SkyDriver skyDriver;

    private Service(SkyDriver skyDriver) {
        this.skyDriver = skyDriver;
    }

    static Service start(Path directory, String yaml) throws java.io.IOException {
        Path file = Files.writeString(directory.resolve("alerts.yaml"), yaml);
        SkyDriverOptions options = SkyDriverOptions.from(
                Map.of(
                        "CI",
                        "true",
                        "REST_PORT",
                        "0",
                        "EWMS_DATA_DIR",
                        directory.resolve("data").toString()),
                Set.of("dummy", "spe"));
        return new Service(SkyDriver.start(
                options, Clock.systemUTC(), new SecureRandom(), Alerts.by(AlertsFile.read(file), Clock.systemUTC())));
    }

    Client client() {
        return new Client(skyDriver.uri());
    }

    @Override
    public void close() {
        skyDriver.close();
    }
}
