package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ewms wms}: the workflow service with its queue service. */
@Command(
        name = "wms",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the workflow service and its queue service until stopped.",
            "With nothing configured it has a store and a broker of its own. Environment variables set up anything else:"
                    + " REST_HOST, REST_PORT, MONGODB_HOST, MONGODB_PORT, MQS_ADDRESS, BROKER_URL, BROKER_TYPE, CI, …;"
                    + " wms/README.md lists them."
        })
final class WmsCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Option(names = "--port", description = "TCP port, 0 for a free one (default: REST_PORT, or 8080).")
    @Nullable
    Integer port;

    @Option(names = "--host", description = "Interface to listen on (default: REST_HOST, or this machine only).")
    @Nullable
    String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where store, broker and keys are kept (default: EWMS_DATA_DIR, or ewms-data).")
    @Nullable
    Path data;

    WmsCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        set(environment, "REST_PORT", port);
        set(environment, "REST_HOST", host);
        set(environment, "EWMS_DATA_DIR", data);
        WmsOptions options = WmsOptions.from(environment);
        List<AutoCloseable> opened = new ArrayList<>();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(15))) {
            try {
                Wms wms = Wms.start(options, broker(options, environment, opened), clock, new SecureRandom());
                opened.add(wms);
                console.out().println("wms " + wms.uri());
                stopped.await();
            } finally {
                for (AutoCloseable each : opened.reversed()) {
                    each.close();
                }
            }
        }
        return 0;
    }

    /** The broker that is configured, or one of our own. */
    private static BrokerSetup broker(WmsOptions options, Map<String, String> environment, List<AutoCloseable> opened) {
        String managed = environment.get("EWMS_BROKER");
        if (options.broker() != null && managed == null) {
            return BrokerSetup.checkingTokens(options.broker());
        }
        if (managed != null) {
            String file = environment.get("EWMS_BROKER_CREDENTIAL");
            ConnectOptions connect = ConnectOptions.defaults();
            MessageBroker client = Brokers.connect(
                    managed, file == null ? connect : connect.withCredential(Credential.ofFile(Path.of(file))));
            opened.add(client);
            return options.broker() != null
                    ? new BrokerSetup(BrokerQueues.on(client), options.broker(), null)
                    : new BrokerSetup(
                            BrokerQueues.on(client),
                            facts(managed),
                            file == null ? null : TokenIssuer.shared(Credential.ofFile(Path.of(file))));
        }
        if (options.queueService() != null) {
            return BrokerSetup.checkingTokens(new BrokerFacts("none", "none", "none"));
        }
        EmbeddedBroker own =
                EmbeddedBroker.start(EmbeddedBrokerOptions.in(options.data().resolve("broker")));
        opened.add(own);
        MessageBroker client = own.connect();
        opened.add(client);
        return new BrokerSetup(
                BrokerQueues.on(client), facts(own.uri()), TokenIssuer.shared(Credential.ofFile(own.credentialFile())));
    }

    private static BrokerFacts facts(String uri) {
        URI parsed = URI.create(uri);
        String type = switch (parsed.getScheme()) {
            case "amqp", "amqps" -> "rabbitmq";
            case "ewms", "artemis" -> "embedded";
            default -> parsed.getScheme();
        };
        String user = parsed.getUserInfo() == null ? "user" : parsed.getUserInfo();
        return new BrokerFacts(type, parsed.getHost() + ":" + parsed.getPort(), user);
    }

    private static void set(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(name, value.toString());
        }
    }
}
