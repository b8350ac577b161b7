package org.ewms.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue sub}: takes messages and prints them. */
@Command(
        name = "sub",
        mixinStandardHelpOptions = true,
        description = "Takes messages from a queue and prints them; a message is acknowledged when it is printed."
                + " Ends after --count messages, or when none came for --timeout, else when stopped.")
final class QueueSubCommand implements Callable<Integer> {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Console console;

    @Mixin
    QueueOptions source = new QueueOptions();

    @Mixin
    MessagePrinter printer = new MessagePrinter();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Messages to take; exit code 5 when fewer came in time (default: all).")
    long count;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Stop when nothing came for this long (default: never).")
    double timeoutSeconds;

    @Option(
            names = "--ack",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the messages are removed; with --no-ack they are given back at the end, which counts"
                    + " as an attempt at them, and no more than --prefetch are taken (default: ${DEFAULT-VALUE}).")
    boolean ack = true;

    @Option(
            names = "--prefetch",
            paramLabel = "N",
            description = "Messages the broker may send ahead (default: ${DEFAULT-VALUE}).")
    int prefetch = 1;

    QueueSubCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 0 || timeoutSeconds < 0) {
            throw new IllegalArgumentException("--count and --timeout must not be negative");
        }
        Thread reader = Thread.currentThread();
        long taken;
        try (Interruption interruption = new Interruption(reader::interrupt, Duration.ofSeconds(10));
                MessageBroker broker = source.connect();
                Subscription subscription =
                        broker.subscribe(source.queue, new SubscriberOptions(prefetch, source.deadline()))) {
            taken = take(subscription);
        }
        if (count > taken && (ack || count <= prefetch)) {
            console.err().println("ewms: only " + taken + " of " + count + " messages came");
            return Failures.TIMEOUT;
        }
        return 0;
    }

    private long take(Subscription subscription) throws IOException, InterruptedException {
        Duration patience = timeoutSeconds > 0 ? Duration.ofNanos((long) (timeoutSeconds * 1e9)) : FOREVER;
        long most = count > 0 ? count : Long.MAX_VALUE;
        if (!ack) {
            most = Math.min(most, prefetch);
        }
        long taken = 0;
        while (taken < most) {
            Delivery delivery = subscription.receive(patience);
            if (delivery == null) {
                break;
            }
            printer.print(console, delivery.message(), delivery.attempt());
            if (ack) {
                delivery.ack();
            }
            taken++;
        }
        return taken;
    }
}
