package org.ewms.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue declare}: makes a queue. */
@Command(
        name = "declare",
        mixinStandardHelpOptions = true,
        description = "Makes a durable queue and its dead-letter queue, or finds them alike.")
final class QueueDeclareCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions target = new QueueOptions();

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Attempts at a message before it is given up (default: ${DEFAULT-VALUE}).")
    int maxAttempts = 5;

    QueueDeclareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (target.workflow != null) {
            throw new IllegalArgumentException("a workflow's queues are declared by its service");
        }
        QueueSpec spec = new QueueSpec(target.queue, maxAttempts);
        try (MessageBroker broker = target.connect()) {
            broker.declare(spec);
        }
        console.out().println("declared " + spec.name() + ", " + maxAttempts + " attempts");
        return 0;
    }
}
