package org.ewms.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ewms queue delete}: removes a queue. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes a queue and its dead-letter queue with all their messages; does nothing when absent.")
final class QueueDeleteCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions target = new QueueOptions();

    QueueDeleteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (target.workflow != null) {
            throw new IllegalArgumentException("a workflow's queues are deleted by its service, after the workflow");
        }
        try (MessageBroker broker = target.connect()) {
            broker.delete(target.queue);
        }
        console.out().println("deleted " + target.queue);
        return 0;
    }
}
