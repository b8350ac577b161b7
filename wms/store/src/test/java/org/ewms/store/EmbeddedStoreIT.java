package org.ewms.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store, over TCP as any other client has it. */
class EmbeddedStoreIT extends WorkflowStoreContract {
    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static @Nullable EmbeddedStore embedded;
    private static @Nullable DocumentStore store;

    @BeforeAll
    static void start() {
        embedded = EmbeddedStore.start(directory, "127.0.0.1", 0);
        store = DocumentStore.connect(embedded.address());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(store).close();
        Objects.requireNonNull(embedded).close();
    }

    @Override
    WorkflowStore store() {
        return Objects.requireNonNull(store);
    }

    @Test
    void a_second_process_cannot_open_the_same_file() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> EmbeddedStore.start(directory, "127.0.0.1", 0))
                .withMessageContaining("another process");
    }

    @Test
    void a_port_where_nobody_answers_is_named() {
        MongoAddress nobody = new MongoAddress("127.0.0.1", 1, null, "secret", java.time.Duration.ofMillis(300), true);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> DocumentStore.connect(nobody))
                .withMessageContaining("127.0.0.1:1");
        assertThat(nobody.toString()).doesNotContain("secret");
    }
}
