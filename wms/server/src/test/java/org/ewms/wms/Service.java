package org.ewms.wms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ewms.queues.BrokerFacts;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Place;

/** A service on a free port, as the upstream environment variables set it up, with an embedded store of its own. */
final class Service implements AutoCloseable {
    static final BrokerFacts BROKER = new BrokerFacts("rabbitmq", "broker.example:5672", "user");

    private final Wms wms;

    private Service(Wms wms) {
        this.wms = wms;
    }

    static Service start(Path directory, Map<String, String> more) {
        return start(directory, more, BrokerSetup.checkingTokens(BROKER));
    }

    static Service start(Path directory, UnaryOperator<WorkflowStore> around) {
        return start(directory, Map.of(), BrokerSetup.checkingTokens(BROKER), around);
    }

    static Service start(Path directory, Map<String, String> more, BrokerSetup broker) {
        return start(directory, more, broker, UnaryOperator.identity());
    }

    static Service start(Path directory, List<Place> sites) {
        return start(directory, Map.of(), sites, BrokerSetup.checkingTokens(BROKER), UnaryOperator.identity());
    }

    private static Service start(
            Path directory, Map<String, String> more, BrokerSetup broker, UnaryOperator<WorkflowStore> around) {
        return start(directory, more, List.of(), broker, around);
    }

    private static Service start(
            Path directory,
            Map<String, String> more,
            List<Place> sites,
            BrokerSetup broker,
            UnaryOperator<WorkflowStore> around) {
        Path images = directory.resolve("images");
        try {
            for (String tag : new String[] {"1.9.0", "1.10.0", "fix-123"}) {
                Files.createDirectories(images.resolve("ewms-pilot:" + tag));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "CI", "true",
                "REST_HOST", "127.0.0.1",
                "REST_PORT", "0",
                "HERE_URL", "http://here",
                "CVMFS_PILOT_SINGULARITY_IMAGES_DIR", images.toString(),
                "EWMS_DATA_DIR", directory.resolve("data").toString(),
                "BROKER_RESOURCE_SERVER_ID", "ewms",
                "BROKER_RESOURCE_SERVER_TYPE", "broker"));
        environment.putAll(more);
        return new Service(
                Wms.start(WmsOptions.from(environment, sites), broker, Clock.systemUTC(), new SecureRandom(), around));
    }

    Client client() {
        return new Client(wms.uri(), null, Map.of());
    }

    Client client(String token) {
        return new Client(wms.uri(), token, Map.of());
    }

    @Override
    public void close() {
        wms.close();
    }
}
