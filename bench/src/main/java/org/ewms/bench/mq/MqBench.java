package org.ewms.bench.mq;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.contract.BrokerFixture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishing, consuming and round trips through our client beside the broker's own Java client. */
@Command(
        name = "mq",
        description = "Publishing, consuming and round trips through our client beside the broker's own Java client,"
                + " same broker, same queues.")
public final class MqBench implements Benchmark {
    private static final int BYTES_PER_ROUND = 200_000_000;
    private static final int MOST_MESSAGES = 20_000;

    @Option(
            names = "--broker",
            required = true,
            description = "Which broker: rabbitmq, nats, pulsar or embedded (in a process of its own, over TCP).")
    Broker broker = Broker.EMBEDDED;

    @Option(
            names = "--uri",
            description = "A running broker to use (default: one is started, with its data on this machine's disk).")
    @Nullable
    String uri;

    @Option(names = "--credential", paramLabel = "FILE", description = "Secret for --uri.")
    @Nullable
    Path credential;

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "BYTES",
            description = "Bytes per message (default: ${DEFAULT-VALUE}).")
    List<Integer> sizes = List.of(1_000, 100_000);

    @Option(names = "--rounds", description = "Rounds, after two to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 7;

    @Option(names = "--count", description = "Messages per round (default: 20000, fewer of large ones).")
    int count;

    @Option(names = "--window", description = "Unconfirmed messages, at most (default: ${DEFAULT-VALUE}).")
    int window = 1_000;

    @Option(names = "--prefetch", description = "Unacknowledged messages, at most (default: ${DEFAULT-VALUE}).")
    int prefetch = 100;

    @Option(names = "--plain", description = "Only bodies as they are, not also in the Python MQClient's format.")
    boolean plain;

    private int queues;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (rounds < 1 || sizes.stream().anyMatch(size -> size < 1) || count < 0) {
            throw new IllegalArgumentException("--rounds, --size and --count must be positive");
        }
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-mq-bench")) {
            if (uri != null) {
                compare(uri, Optional.ofNullable(credential), table);
                return;
            }
            try (BrokerFixture server = broker.server(directory.path().resolve("server"))) {
                server.start();
                compare(server.uri(), server.credentialFile(), table);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the raw client failed: " + e, e);
        }
    }

    private void compare(String address, Optional<Path> secret, Table table) throws Exception {
        ConnectOptions options = secret.map(file -> ConnectOptions.defaults().withCredential(Credential.ofFile(file)))
                .orElseGet(ConnectOptions::defaults);
        try (MessageBroker admin = Brokers.connect(address, options);
                MessageBroker ours = Brokers.connect(address, options)) {
            for (int size : sizes) {
                String text = text(size);
                Packing bytes = Packing.of(text.getBytes(US_ASCII));
                compare(admin, new OurClient(ours, bytes), raw(address, secret, bytes), size, "", table);
                if (plain) {
                    continue;
                }
                compare(
                        admin,
                        new OurClient(ours, new CodecPacking(text)),
                        raw(address, secret, new PlainPacking(text)),
                        size,
                        ", MQClient's format",
                        table);
            }
        }
    }

    private void compare(MessageBroker admin, Client ours, Client theirs, int size, String format, Table table)
            throws Exception {
        try (theirs) {
            table.progress("%s, %d bytes%s", broker.rawName(), size, format);
            var race = new Race(admin, ours, theirs, load(size));
            Supplier<String> names = () -> "bench-" + ProcessHandle.current().pid() + "-" + queues++;
            race.run(rounds, names);
            race.rows(table, size + " B" + format, broker.rawName());
        }
    }

    private Client raw(String address, Optional<Path> secret, Packing packing) throws Exception {
        return broker.raw(address, secret, packing);
    }

    private Race.Load load(int size) {
        int messages = count > 0 ? count : Math.clamp(BYTES_PER_ROUND / size, 100, MOST_MESSAGES);
        return new Race.Load(messages, Math.max(100, messages / 20), window, prefetch);
    }

    /** Letters and digits that compress to three quarters. */
    private static String text(int size) {
        var random = new byte[size];
        new Random(1).nextBytes(random);
        return Base64.getEncoder().encodeToString(random).substring(0, size);
    }
}
