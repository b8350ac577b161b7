package org.ewms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms queue pub}: publishes messages, each confirmed by the broker. */
@Command(
        name = "pub",
        mixinStandardHelpOptions = true,
        description = "Publishes messages and waits until the broker has confirmed every one of them."
                + " Without messages and files it reads standard input, a message a line.")
final class QueuePubCommand implements Callable<Integer> {
    private static final int WINDOW = 1_000;

    private final Console console;
    private final InputStream in;
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
    private long sent;

    @Mixin
    QueueOptions target = new QueueOptions();

    @Parameters(paramLabel = "MESSAGE", arity = "0..*", description = "Messages, each an argument.")
    List<String> messages = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "A file that is one message; can be repeated.")
    List<Path> files = List.of();

    @Option(
            names = "--format",
            description = "What is given: raw bytes, or mqclient for JSON that the Python MQClient is to read"
                    + " (default: ${DEFAULT-VALUE}).")
    BodyFormat format = BodyFormat.RAW;

    @Option(names = "--json-codec", description = "Short for --format mqclient.")
    boolean jsonCodec;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Id of the message, or what the ids of several begin with: ID-1, ID-2, … (default: made up)."
                    + " A broker may drop an id it has just had.")
    @Nullable
    String id;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Header of every message; can be repeated.")
    Map<String, String> headers = Map.of();

    @Option(names = "--output-mode", description = "Tell what was done as text or json (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    QueuePubCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (MessageBroker broker = target.connect();
                Publisher publisher = broker.publisher(target.queue, new PublisherOptions(WINDOW, target.deadline()))) {
            publishAll(publisher);
        } catch (IllegalArgumentException | IOException e) {
            if (confirmed.get() > 0) {
                console.err().println(confirmed + " messages were published before this:");
            }
            throw e;
        }
        if (refused.get() instanceof MqException problem) {
            console.err().println(confirmed + " of " + sent + " messages were published; the first that was not:");
            throw problem;
        }
        console.out().println(told());
        return 0;
    }

    private void publishAll(Publisher publisher) throws IOException, InterruptedException {
        boolean single = messages.size() + files.size() == 1;
        for (int i = 0; i < messages.size(); i++) {
            send(publisher, messages.get(i).getBytes(UTF_8), "message " + (i + 1), single);
        }
        for (Path file : files) {
            send(publisher, Files.readAllBytes(file), file.toString(), single);
        }
        if (messages.isEmpty() && files.isEmpty()) {
            var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
            for (String line = lines.readLine(); line != null && refused.get() == null; line = lines.readLine()) {
                send(publisher, line.getBytes(UTF_8), "line " + (sent + 1), false);
            }
        }
    }

    private void send(Publisher publisher, byte[] text, String origin, boolean single) throws InterruptedException {
        String name = id == null ? UUID.randomUUID().toString() : single ? id : id + "-" + (sent + 1);
        BodyFormat chosen = jsonCodec ? BodyFormat.MQCLIENT : format;
        var message = new Message(name, chosen.encode(text, origin), headers);
        sent++;
        var unused = publisher.publish(message).whenComplete((nothing, problem) -> {
            if (problem == null) {
                confirmed.incrementAndGet();
            } else {
                refused.compareAndSet(null, problem);
            }
        });
    }

    private String told() {
        if (mode == OutputMode.TEXT) {
            return "published " + confirmed + " messages to " + target.queue;
        }
        return Json.line(Json.object().put("queue", target.queue).put("published", confirmed.get()));
    }
}
