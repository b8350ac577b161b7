package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.DisplayName;

/** Rows 1 to 3 of the fault matrix: the server is killed, frozen, restarted under load. */
abstract class ServerFaultScenarios extends FaultScenario {
    private static final int FAULTS = 3;
    private static final int PROGRESS = 300;
    private static final int BETWEEN = 300;
    private static final Duration FREEZE = Duration.ofMillis(Long.getLong("ewms.fault.freeze-millis", 3_000L));
    private static final long HEAP_GROWTH = 32L << 20;

    private final IntSupplier forgottenAcks;

    ServerFaultScenarios(Supplier<BrokerServer> server, IntSupplier forgottenAcks) {
        super(server);
        this.forgottenAcks = forgottenAcks;
    }

    @Seeded
    @DisplayName("by kill -9 again and again, no confirmed message is lost and only what was in flight comes twice (1)")
    void killedAgainAndAgain(long seed) throws Exception {
        var random = new Random(seed);
        Traffic traffic = traffic(declareQueue(), Traffic.Shape.usual());
        Duration longest = Duration.ZERO;
        for (int i = 0; i < FAULTS; i++) {
            traffic.awaitProgress(random.nextInt(1, BETWEEN));
            server().kill();
            last(Duration.ofMillis(random.nextInt(1_000)));
            server().start();
            longest = longer(longest, recovery(traffic, PROGRESS));
        }
        Ledger ledger = traffic.finish();
        report("killed", seed, ledger + ", recovery " + seconds(longest));
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
        int perKill = traffic.shape().inFlight() + forgottenAcks.getAsInt();
        assertThat(ledger.repeated()).as("messages that came twice").isLessThanOrEqualTo(FAULTS * perKill);
    }

    @Seeded
    @DisplayName("by SIGSTOP, publishers wait, the heap does not grow, and all goes on when it is thawed (2)")
    void frozen(long seed) throws Exception {
        var random = new Random(seed);
        Traffic traffic = traffic(declareQueue(), Traffic.Shape.usual());
        traffic.awaitProgress(random.nextInt(BETWEEN, 2 * BETWEEN));
        long before = heapInUse();
        server().freeze();
        last(FREEZE);
        int confirmed = traffic.ledger().confirmed();
        long during = heapInUse();
        assertThat(traffic.ledger().confirmed())
                .as("messages confirmed by a frozen server")
                .isEqualTo(confirmed);
        server().thaw();
        Duration longest = recovery(traffic, PROGRESS);
        Ledger ledger = traffic.finish();
        report(
                "frozen for " + FREEZE,
                seed,
                ledger + ", recovery " + seconds(longest) + ", heap " + (during - before) / 1024 + " KiB more");
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
        assertThat(during - before).as("heap growth while frozen").isLessThan(HEAP_GROWTH);
        assertThat(ledger.repeated()).isLessThanOrEqualTo(traffic.shape().inFlight());
    }

    @Seeded
    @DisplayName("by polite restarts, nobody sees an error (3)")
    void restarted(long seed) throws Exception {
        var random = new Random(seed);
        Traffic traffic = traffic(declareQueue(), Traffic.Shape.usual());
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 2; i++) {
            traffic.awaitProgress(random.nextInt(1, BETWEEN));
            server().stop();
            server().start();
            longest = longer(longest, recovery(traffic, PROGRESS));
        }
        Ledger ledger = traffic.finish();
        report("restarted", seed, ledger + ", recovery " + seconds(longest));
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
        assertThat(ledger.repeated()).isLessThanOrEqualTo(2 * traffic.shape().inFlight());
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
