package org.ewms.wms;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One service for all tests of a class. */
abstract class ServiceFixture {
    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static @Nullable Service service;

    @BeforeAll
    static void startService() {
        service = Service.start(directory, Map.of());
    }

    @AfterAll
    static void stopService() {
        Objects.requireNonNull(service).close();
    }

    static Client client() {
        return Objects.requireNonNull(service).client();
    }
}
