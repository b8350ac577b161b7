package org.ewms.skydriver;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One service for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServiceFixture {
    private @Nullable Service service;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = Service.start(directory, Map.of());
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(service).close();
    }

    Client client() {
        return Objects.requireNonNull(service).client();
    }
}
