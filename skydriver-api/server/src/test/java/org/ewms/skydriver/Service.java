package org.ewms.skydriver;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A service on a free port, as environment variables set it up, with an embedded store of its own. */
final class Service implements AutoCloseable {
    private final SkyDriver skyDriver;

    private Service(SkyDriver skyDriver) {
        this.skyDriver = skyDriver;
    }

    static Service start(Path directory, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CI", "true",
                "REST_HOST", "127.0.0.1",
                "REST_PORT", "0",
                "EWMS_DATA_DIR", directory.resolve("data").toString()));
        environment.putAll(more);
        return new Service(SkyDriver.start(
                SkyDriverOptions.from(environment, Set.of("dummy", "spe")), Clock.systemUTC(), new SecureRandom()));
    }

    Client client() {
        return new Client(skyDriver.uri());
    }

    @Override
    public void close() {
        skyDriver.close();
    }
}
