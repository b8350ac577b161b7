package org.ewms.cli;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Redrive;
import org.ewms.mqclient.UnroutableException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue dlq redrive}: another chance for what was given up. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description =
                "Sends messages that were given up back to the queue they came from, with all their attempts anew."
                        + " One leaves the dead-letter queue only when the other has confirmed it.")
final class QueueDlqRedriveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions source = new QueueOptions();

    @ArgGroup(multiplicity = "1")
    Which which = new Which();

    /** Which messages. */
    static final class Which {
        @Option(names = "--id", paramLabel = "ID", required = true, description = "This one; can be repeated.")
        Set<String> ids = Set.of();

        @Option(names = "--all", required = true, description = "All that are there when it begins.")
        boolean all;
    }

    @Option(names = "--output-mode", description = "text or json (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    QueueDlqRedriveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<String> missing = new TreeSet<>(which.ids);
        long count;
        try (MessageBroker broker = source.connect()) {
            var redrive = new Redrive(broker, source.queue, source.deadline());
            count = which.all ? redrive.all() : redrive.some(missing);
        }
        console.out()
                .println(
                        mode == OutputMode.JSON
                                ? Json.line(
                                        Json.object().put("queue", source.queue).put("redriven", count))
                                : "sent " + count + " messages back to " + source.queue);
        if (!missing.isEmpty()) {
            throw new UnroutableException("among the dead letters of " + source.queue + " there is no " + missing);
        }
        return 0;
    }
}
