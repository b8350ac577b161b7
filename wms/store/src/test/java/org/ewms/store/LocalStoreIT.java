package org.ewms.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.ewms.workflow.Workflow;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store as its own process has it, without a connection. */
class LocalStoreIT extends WorkflowStoreContract {
    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static @Nullable EmbeddedStore embedded;
    private static @Nullable WorkflowStore store;

    @BeforeAll
    static void start() {
        embedded = EmbeddedStore.start(directory, "127.0.0.1", 0);
        store = embedded.workflows();
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
    void what_is_written_here_is_read_over_the_port_and_the_other_way_round() {
        try (WorkflowStore remote =
                DocumentStore.connect(Objects.requireNonNull(embedded).address())) {
            Workflow here = StoredSamples.workflow("WF-here", "TF-here");
            store().insert(here);
            store().create(here.creation());
            assertThat(remote.workflow("WF-here")).contains(here);
            assertThat(remote.taskforce("TF-here")).isEqualTo(store().taskforce("TF-here"));
            Workflow there = StoredSamples.workflow("WF-there", "TF-there");
            remote.insert(there);
            remote.create(there.creation());
            assertThat(store().workflow("WF-there")).contains(there);
            assertThat(store().taskforcesOf("WF-there"))
                    .isEqualTo(List.of(remote.taskforce("TF-there").orElseThrow()));
        }
    }

    @Test
    void a_file_of_another_form_is_left_alone(@TempDir Path other) {
        try (MVStore file = MVStore.open(other.resolve("store.mv.db").toString())) {
            file.openMap("databases.WMS_DB.WorkflowColl").put("a", "b");
        }
        org.assertj.core.api.Assertions.assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> EmbeddedStore.start(other, "127.0.0.1", 0))
                .withMessageContaining("form 0")
                .withMessageContaining("move the file away");
    }
}
