package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue depth}: how full a queue is. */
@Command(
        name = "depth",
        mixinStandardHelpOptions = true,
        description =
                "Tells how many messages wait, how many are in consumers' hands, and how many consumers there are,"
                        + " as far as the broker tells.")
final class QueueDepthCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions source = new QueueOptions();

    @Option(names = "--output-mode", description = "text or json (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    @Option(
            names = {"-o", "--output"},
            description = "table, json or yaml, instead of --output-mode.")
    @Nullable
    Output output;

    QueueDepthCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (MessageBroker broker = source.connect()) {
            QueueDepth depth = broker.depth(source.queue);
            if (output != null) {
                Columns columns = new Columns("QUEUE", "READY", "UNSETTLED", "CONSUMERS");
                columns.row(source.queue, depth.ready(), known(depth.unsettled()), known(depth.consumers()));
                output.print(console, json(depth), columns.lines());
                return 0;
            }
            console.out().println(mode == OutputMode.JSON ? Json.line(json(depth)) : text(depth));
        }
        return 0;
    }

    private ObjectNode json(QueueDepth depth) {
        ObjectNode node = Json.object().put("queue", source.queue).put("ready", depth.ready());
        node.put("unsettled", depth.unsettled() < 0 ? null : Long.valueOf(depth.unsettled()));
        return node.put("consumers", depth.consumers() < 0 ? null : Integer.valueOf(depth.consumers()));
    }

    private static String text(QueueDepth depth) {
        return "ready " + depth.ready() + ", unsettled " + known(depth.unsettled()) + ", consumers "
                + known(depth.consumers());
    }

    private static String known(long number) {
        return number < 0 ? "unknown" : Long.toString(number);
    }
}
