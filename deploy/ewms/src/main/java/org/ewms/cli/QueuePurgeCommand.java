package org.ewms.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ewms queue purge}: empties a queue. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = "Removes all messages of a queue that are in no consumer's hands; its dead letters stay.")
final class QueuePurgeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions target = new QueueOptions();

    QueuePurgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (MessageBroker broker = target.connect()) {
            console.out().println("removed " + broker.purge(target.queue) + " messages from " + target.queue);
        }
        return 0;
    }
}
