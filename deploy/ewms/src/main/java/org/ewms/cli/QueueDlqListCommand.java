package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms queue dlq list}: what was given up, and why. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists messages of a queue that were given up, with the attempts they had and the reason.")
final class QueueDlqListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    QueueOptions source = new QueueOptions();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Messages to list, at most (default: ${DEFAULT-VALUE}).")
    int count = 100;

    @Option(names = "--output-mode", description = "text, or json for one object a line (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    @Option(
            names = {"-o", "--output"},
            description = "table, json or yaml, instead of --output-mode.")
    @Nullable
    Output output;

    QueueDlqListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (MessageBroker broker = source.connect()) {
            if (output != null) {
                print(output, broker.peek(MessageBroker.deadLetterQueue(source.queue), count));
                return 0;
            }
            for (Message message : broker.peek(MessageBroker.deadLetterQueue(source.queue), count)) {
                Optional<DeadLetter> why = DeadLetter.of(message);
                console.out().println(mode == OutputMode.JSON ? Json.line(json(message, why)) : text(message, why));
            }
        }
        return 0;
    }

    private void print(Output as, List<Message> messages) throws IOException {
        Columns columns = new Columns("MESSAGE", "QUEUE", "ATTEMPTS", "BYTES", "REASON");
        ArrayNode all = Json.object().putArray("messages");
        for (Message message : messages) {
            ObjectNode each = json(message, DeadLetter.of(message));
            all.add(each);
            columns.row(
                    message.id(),
                    each.path("queue").asText(),
                    each.path("attempts").asText("?"),
                    each.path("bytes"),
                    each.path("reason").asText("?"));
        }
        as.print(console, all, columns.lines());
    }

    private static String text(Message message, Optional<DeadLetter> why) {
        return message.id() + "  "
                + why.map(known -> known.attempts() + " attempts  " + known.reason())
                        .orElse("for a reason nobody noted");
    }

    private ObjectNode json(Message message, Optional<DeadLetter> why) {
        ObjectNode node = Json.object().put("id", message.id());
        node.put("queue", why.map(DeadLetter::queue).orElse(source.queue));
        node.put("attempts", why.map(DeadLetter::attempts).orElse(null));
        node.put("reason", why.map(DeadLetter::reason).orElse(null));
        return node.put("bytes", message.body().length);
    }
}
