package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service, with the store in it, is killed before a write, and started again. {@code -Dewms.wms.seeds=20} for more runs, {@code
 * -Dewms.wms.seed=N} for one again, {@code -Dewms.wms.every=1} for every write of a workflow's life.
 */
class CrashIT {
    private static final int KILLS = 4;
    private static final int LONGEST_LIFE = 40;
    private static final long SEED = Long.getLong("ewms.wms.seed", System.nanoTime());

    @Test
    void whenever_it_is_killed_nothing_is_lost_undone_or_done_twice(@TempDir Path directory) throws Exception {
        for (int run = 0; run < Integer.getInteger("ewms.wms.seeds", 1); run++) {
            long seed = SEED + run;
            System.out.println("CrashIT seed " + seed);
            killed(Files.createDirectory(directory.resolve("run-" + run)), new Random(seed));
        }
    }

    private static void killed(Path directory, Random random) throws Exception {
        Bystander bystander = new Bystander(random);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServiceProcess service =
                    ServiceProcess.start(directory, 1 + random.nextInt(LONGEST_LIFE), random.nextBoolean())) {
                service.untilKilled(() -> {
                    for (; ; ) {
                        bystander.act(service.client());
                    }
                });
            }
        }
        try (ServiceProcess service = ServiceProcess.start(directory)) {
            for (int i = 0; i < 10; i++) {
                bystander.act(service.client());
            }
            bystander.settle(service.client());
        }
    }

    @Test
    void killed_before_any_write_of_a_workflow_s_life_it_goes_on_with_it(@TempDir Path directory) throws Exception {
        int every = Integer.getInteger("ewms.wms.every", 9);
        int write = 1 + (int) Long.remainderUnsigned(SEED, every);
        boolean lived = false;
        int deaths = 0;
        while (!lived) {
            boolean singly = deaths % 2 == 0;
            System.out.println("CrashIT killed before write " + write + (singly ? ", singly" : ""));
            lived = lived(Files.createDirectory(directory.resolve("write-" + write)), write, singly);
            deaths += lived ? 0 : 1;
            write += every;
        }
        assertThat(deaths).as("writes before which it was killed").isPositive();
    }

    /** Whether all of a workflow's life passed before the write came. */
    private static boolean lived(Path directory, int write, boolean singly) throws Exception {
        Bystander bystander = new Bystander(new Random(write));
        boolean lived;
        try (ServiceProcess service = ServiceProcess.start(directory, write, singly)) {
            lived = service.untilKilled(() -> bystander.live(service.client()));
        }
        try (ServiceProcess service = ServiceProcess.start(directory)) {
            bystander.settle(service.client());
        }
        return lived;
    }
}
