package org.ewms.pilot.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.pilot.PilotProgram;
import org.ewms.pilot.StopReason;

/** One pilot with queues of its own, set up as a batch system would: by environment variables alone. */
final class Trial implements AutoCloseable {
    static final String PYTHON = "/usr/bin/python3";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final MqClientCodec CODEC = MqClientCodec.defaults();
    private static final String IMAGE = "localhost/ewms-test:1";

    /** A worker that runs the task in the same process, event after event; what it raises ends it. */
    private static final String RESIDENT = """
            import os, sys
            i = sys.stdin.buffer
            o = os.fdopen(os.dup(1), "wb")
            os.dup2(2, 1)
            o.write(b"ready\\n"); o.flush()
            for line in i:
                out = task(i.read(int(line.split()[1])).decode())
                if out is not None:
                    o.write(b"result %d\\n%s" % (len(out.encode()), out.encode()))
                o.write(b"done\\n"); o.flush()
            """;

    private static final String ONCE = """
            out = task(open("{{INFILE}}").read())
            if out is not None: open("{{OUTFILE}}", "w").write(out)
            """;

    final MessageBroker broker;
    final String runner;
    final Path directory;
    private final String in;
    private final String out;
    private final Map<String, String> environment = new HashMap<>();

    Trial(Station station, String runner, Path directory) {
        String name = UUID.randomUUID().toString();
        this.in = "in-" + name;
        this.out = "out-" + name;
        this.runner = runner;
        this.directory = directory;
        this.broker = station.connect();
        broker.declare(new QueueSpec(in, 50));
        broker.declare(QueueSpec.of(out));
        for (String direction : List.of("INCOMING", "OUTGOING")) {
            String prefix = "EWMS_PILOT_QUEUE_" + direction;
            set(prefix, direction.equals("INCOMING") ? in : out);
            set(prefix + "_BROKER_TYPE", station.type());
            set(prefix + "_BROKER_ADDRESS", station.address());
            set(prefix + "_AUTH_TOKEN", station.token());
        }
        set("EWMS_PILOT_RUNNER", runner);
        set("_EWMS_PILOT_CONTAINER_PLATFORM", "podman");
        set("EWMS_PILOT_CONTAINER_NETWORK", "none");
        set("EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST", directory.toString());
        set("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "4");
        set("EWMS_PILOT_TIMEOUT_QUEUE_WAIT_FOR_FIRST_MESSAGE", "30");
        if (runner.equals("container")) {
            set("EWMS_PILOT_TASK_IMAGE", IMAGE);
        }
    }

    Trial set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** @param function Python, defining {@code task(text)}, which returns a text or None */
    Trial task(String function) {
        return set("EWMS_PILOT_TASK_ARGS", python(function + (runner.equals("resident") ? RESIDENT : ONCE)));
    }

    /** A task that finds its files by itself. */
    Trial script(String code) {
        return set("EWMS_PILOT_TASK_ARGS", python(code));
    }

    Trial init(String code) {
        if (runner.equals("container")) {
            set("EWMS_PILOT_INIT_IMAGE", IMAGE);
        }
        return set("EWMS_PILOT_INIT_ARGS", python(code));
    }

    private static String python(String code) {
        return PYTHON + " -c '" + code.replace("'", "'\\''") + "'";
    }

    Trial texts(String... texts) throws InterruptedException {
        return events(java.util.stream.Stream.of(texts)
                .<JsonNode>map(TextNode::valueOf)
                .toList());
    }

    Trial items(int count) throws InterruptedException {
        return texts(IntStream.range(0, count).mapToObj(i -> "item" + i).toArray(String[]::new));
    }

    Trial events(List<? extends JsonNode> events) throws InterruptedException {
        try (Publisher publisher = broker.publisher(in, PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, events.size())
                    .mapToObj(i -> Message.of(in + "-" + i, CODEC.encode(Payload.of(events.get(i)))))
                    .toList());
        }
        return this;
    }

    StopReason run() throws InterruptedException {
        return pilot().run();
    }

    /** The pilot as a program in a JVM of its own, its log in the trial's directory. */
    Process startProcess() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                PilotProgram.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path log = directory.resolve("pilot.log");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    EnvironmentPilot pilot() {
        return new EnvironmentPilot(environment, Clock.systemUTC());
    }

    /** What came, having waited for so many. */
    List<JsonNode> results(int expected) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (Message message : drained(out, expected)) {
            all.add(CODEC.decode(message.body()).data());
        }
        return all;
    }

    List<String> texts(int expected) throws InterruptedException {
        return results(expected).stream().map(JsonNode::textValue).toList();
    }

    List<Message> deadLetters(int expected) throws InterruptedException {
        return drained(MessageBroker.deadLetterQueue(in), expected);
    }

    List<Message> drained(String queue, int expected) throws InterruptedException {
        List<Message> all = new ArrayList<>();
        try (Subscription subscription =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(100))) {
            Delivery next;
            do {
                next = subscription.receive(all.size() < expected ? PATIENCE : SILENCE);
                if (next != null) {
                    all.add(next.message());
                    next.ack();
                }
            } while (next != null);
        }
        return all;
    }

    /** Files in the pilot's directory, relative, with the attempts' names replaced. */
    List<String> tree() throws IOException {
        Path root = directory.resolve("ewms-pilot-data");
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replaceAll("[0-9]{20,}", "UUID"))
                    .sorted()
                    .toList();
        }
    }

    String hub(String file) throws IOException {
        return Files.readString(directory.resolve("ewms-pilot-data/data-hub").resolve(file), UTF_8);
    }

    @Override
    public void close() {
        broker.delete(in);
        broker.delete(out);
        broker.close();
    }
}
