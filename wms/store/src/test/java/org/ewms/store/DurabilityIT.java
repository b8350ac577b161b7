package org.ewms.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ewms.workflow.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {
    private static final int ROUNDS = Integer.getInteger("ewms.store.kills", 3);

    @Test
    void what_was_confirmed_is_there_after_a_kill(@TempDir Path directory) throws Exception {
        long seed = Long.getLong("ewms.seed", System.nanoTime());
        System.out.println("DurabilityIT seed " + seed);
        Random random = new Random(seed);
        List<String> confirmed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            confirmed.addAll(killedAfter(50 + random.nextInt(200), directory, round));
            try (EmbeddedStore embedded = EmbeddedStore.start(directory, "127.0.0.1", 0);
                    DocumentStore store = DocumentStore.connect(embedded.address())) {
                assertThat(confirmed).allSatisfy(line -> assertThere(store, line));
            }
        }
    }

    private static void assertThere(DocumentStore store, String line) {
        String id = line.substring(line.indexOf(' ') + 1);
        switch (line.substring(0, line.indexOf(' '))) {
            case "inserted" -> assertThat(store.workflow(id)).isPresent();
            case "created" -> assertThat(store.taskforce("TF-" + id)).isPresent();
            case "replaced" ->
                assertThat(store.workflow(id).orElseThrow().todo()).doesNotContain(Step.CREATE);
            default -> throw new IllegalStateException(line);
        }
    }

    /** Lines the process had written when it was killed after this many; those in the pipe count too. */
    private static List<String> killedAfter(int lines, Path directory, int round)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        directory.toString(),
                        String.valueOf(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> read = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.matches("(inserted|created|replaced) WF-\\d+-\\d+")) {
                    read.add(line);
                }
                if (read.size() == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(read).hasSizeGreaterThanOrEqualTo(lines);
        return read;
    }
}
