package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.pilot.TaskOutcome.Done;

/** Two queues on a broker in memory (three attempts per event), and pilots on threads of their own. */
final class Fixture implements AutoCloseable {
    static final PilotOptions OPTIONS = PilotOptions.defaults("in", "out")
            .withSlots(2)
            .withPrefetch(4)
            .withIdle(Duration.ofMillis(300))
            .withDrainGrace(Duration.ofSeconds(20));

    /** For tests that stop the pilot themselves. */
    static final PilotOptions PATIENT = OPTIONS.withIdle(PilotLimits.NEVER);

    static final TaskRunner ECHO = attempt -> echo(attempt);

    final MemoryBroker broker = new MemoryBroker();
    private final List<Pilot> pilots = new ArrayList<>();

    Fixture() {
        broker.declare(new QueueSpec("in", 3));
        broker.declare(new QueueSpec("robust", 20));
        broker.declare(QueueSpec.of("out"));
    }

    static Done echo(TaskRunner.Attempt attempt) {
        return new Done(
                List.of(Message.of("r-" + attempt.event().id(), attempt.event().body())));
    }

    void events(int count) throws InterruptedException {
        events("in", count);
    }

    void events(String queue, int count) throws InterruptedException {
        broker.publisher(queue, PublisherOptions.defaults())
                .publishAll(IntStream.range(0, count).mapToObj(Fixture::event).toList());
    }

    private static Message event(int number) {
        return Message.of("e" + number, ("body " + number).getBytes(UTF_8));
    }

    static List<String> results(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r-e" + i).toList();
    }

    List<String> ids(String queue) {
        return broker.messages(queue).stream().map(Message::id).toList();
    }

    Pilot pilot(TaskRunner runner, PilotOptions options) {
        Pilot pilot = new Pilot(broker, runner, options);
        pilots.add(pilot);
        return pilot;
    }

    static CompletableFuture<StopReason> start(Pilot pilot) {
        CompletableFuture<StopReason> reason = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                reason.complete(pilot.run());
            } catch (InterruptedException | RuntimeException e) {
                reason.completeExceptionally(e);
            }
        });
        return reason;
    }

    @Override
    public void close() throws InterruptedException {
        broker.releaseConfirms();
        for (Pilot pilot : pilots) {
            pilot.drain(Duration.ZERO);
        }
    }
}
