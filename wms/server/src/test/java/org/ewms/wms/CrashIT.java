package org.ewms.wms;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service, with the store in it, is killed at any time, and started again. {@code -Dewms.wms.seeds=20} for more runs, {@code
 * -Dewms.wms.seed=N} for one again.
 */
class CrashIT {
    private static final int KILLS = 4;
    private static final int LONGEST_LIFE_MILLIS = 1500;

    @Test
    void whenever_it_is_killed_nothing_is_lost_undone_or_done_twice(@TempDir Path directory) throws Exception {
        long first = Long.getLong("ewms.wms.seed", System.nanoTime());
        for (int run = 0; run < Integer.getInteger("ewms.wms.seeds", 1); run++) {
            long seed = first + run;
            System.out.println("CrashIT seed " + seed);
            killed(Files.createDirectory(directory.resolve("run-" + run)), new Random(seed));
        }
    }

    private static void killed(Path directory, Random random) throws Exception {
        Bystander bystander = new Bystander(random);
        try (ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor()) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (ServiceProcess service = ServiceProcess.start(directory)) {
                    killer.schedule(service::kill, random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                    actUntilGone(bystander, service.client());
                }
            }
        }
        try (ServiceProcess service = ServiceProcess.start(directory)) {
            for (int i = 0; i < 10; i++) {
                bystander.act(service.client());
            }
            bystander.settle(service.client());
        }
    }

    private static void actUntilGone(Bystander bystander, Client client) {
        try {
            for (; ; ) {
                bystander.act(client);
            }
        } catch (java.io.UncheckedIOException e) {
            // The service was killed in the middle of it.
        }
    }
}
