package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pilot needs does not grow with what it has done; the broker is another process. */
class FootprintIT {
    /** 200 bytes for each of 50,000 events: less than one event kept whole would take, more than the client's packets vary. */
    private static final long LEAK_BYTES = 10_000_000;

    /** Pools of the broker's client grow by a few as they are used; one leaked per event would be thousands. */
    private static final int POOLS = 16;

    private static final int ROUND = 10_000;

    @TempDir
    Path directory;

    @Test
    @Timeout(180)
    void heap_threads_and_file_handles_stay_flat_over_100000_events() throws Exception {
        PilotOptions options = PilotOptions.defaults("in", "out").withSlots(2).withPrefetch(1000);
        try (EmbeddedServer server = EmbeddedServer.started(directory);
                MessageBroker broker = server.connect()) {
            broker.declare(QueueSpec.of("in"));
            broker.declare(QueueSpec.of("out"));
            try (Pilot pilot = new Pilot(broker, Fixture.ECHO, options)) {
                CompletableFuture<StopReason> ending = Fixture.start(pilot);
                Footprint settled = rounds(broker, pilot, 0, 5);
                Footprint last = rounds(broker, pilot, 5, 10);
                System.out.println("up to 50000 events " + settled + ", up to 100000 " + last);
                assertThat(last.heapBytes()).isLessThan(settled.heapBytes() + LEAK_BYTES);
                assertThat(last.threads()).isLessThanOrEqualTo(settled.threads() + POOLS);
                assertThat(last.handles()).isLessThanOrEqualTo(settled.handles() + POOLS);
                assertThat(ending).isNotDone();
            }
        }
    }

    /** The least seen after any of the rounds: the client keeps some megabytes of packets for a while, now more, now less. */
    private static Footprint rounds(MessageBroker broker, Pilot pilot, int from, int to) throws InterruptedException {
        Footprint least = new Footprint(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
            for (int round = from; round < to; round++) {
                String prefix = "round-" + round + "-";
                publisher.publishAll(IntStream.range(0, ROUND)
                        .mapToObj(i -> Message.of(prefix + i, new byte[100]))
                        .toList());
                long expected = (round + 1L) * ROUND;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> pilot.status().done() == expected);
                broker.purge("out");
                least = least.min(Footprint.now());
            }
        }
        return least;
    }

    private record Footprint(long heapBytes, int threads, int handles) {
        Footprint min(Footprint other) {
            return new Footprint(
                    Math.min(heapBytes, other.heapBytes),
                    Math.min(threads, other.threads),
                    Math.min(handles, other.handles));
        }

        static Footprint now() {
            System.gc();
            String[] handles = new File("/proc/self/fd").list();
            return new Footprint(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    handles == null ? 0 : handles.length);
        }
    }
}
