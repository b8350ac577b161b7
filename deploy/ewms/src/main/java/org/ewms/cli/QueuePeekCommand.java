package org.ewms.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue peek}: looks at messages without taking them. */
@Command(
        name = "peek",
        mixinStandardHelpOptions = true,
        description = "Prints the messages at the head of a queue and leaves them there."
                + " On RabbitMQ a look counts as an attempt at each message seen.")
final class QueuePeekCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions source = new QueueOptions();

    @Mixin
    MessagePrinter printer = new MessagePrinter();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Messages to show, at most (default: ${DEFAULT-VALUE}).")
    int count = 10;

    QueuePeekCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (MessageBroker broker = source.connect()) {
            for (Message message : broker.peek(source.queue, count)) {
                printer.print(console, message, 0);
            }
        }
        return 0;
    }
}
