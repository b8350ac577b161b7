package org.ewms.bench.tms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ewms.batch.htcondor.HtcondorBatchSystem;
import org.ewms.batch.htcondor.HtcondorOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.ewms.tms.AccessTokens;
import org.ewms.tms.Site;
import org.ewms.tms.Tms;
import org.ewms.tms.TmsOptions;
import org.ewms.tms.WmsApi;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;

/** Workflow service, broker and TMS, as {@code ewms up} has them, over a pool. */
final class Services implements AutoCloseable {
    /** The site whose jobs start. */
    static final String WARM = "warm";

    /** The site whose jobs wait, as no machine is good enough for them. */
    static final String STILL = "still";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 10_000;

    private final Path directory;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final MessageBroker broker;
    private final WmsApi api;

    Services(Path directory, Pool pool) {
        this.directory = directory;
        EmbeddedBroker server = opened(EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker"))));
        broker = opened(server.connect());
        URI uri = URI.create(server.uri());
        Wms wms = opened(Wms.start(
                WmsOptions.from(Map.of(
                        "REST_PORT",
                        "0",
                        "EWMS_DATA_DIR",
                        directory.resolve("wms").toString(),
                        "EWMS_CLUSTER_LOCATIONS",
                        WARM + ";" + STILL)),
                new BrokerSetup(
                        BrokerQueues.on(broker),
                        new BrokerFacts("embedded", uri.getHost() + ":" + uri.getPort(), uri.getUserInfo()),
                        TokenIssuer.shared(Credential.ofFile(server.credentialFile()))),
                Clock.systemUTC(),
                new SecureRandom()));
        api = new WmsApi(URI.create(wms.uri()), HttpClient.newHttpClient(), AccessTokens.none());
        List<Site> sites = List.of(site(WARM, pool, ""), site(STILL, pool, "false"));
        opened(Tms.start(api, sites, TmsOptions.named("bench"), Clock.systemDefaultZone()));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private Site site(String name, Pool pool, String requirements) {
        Path own = directory.resolve(name);
        HtcondorOptions options = HtcondorOptions.logsIn(own.resolve("event-logs"))
                .withTools(pool.tools())
                .withRequirements(requirements);
        List<String> pilot = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                "org.ewms.pilot.PilotProgram");
        return new Site(
                name,
                name,
                opened(new HtcondorBatchSystem(options, Clock.systemDefaultZone())),
                new Site.Pilot.Command(pilot),
                Map.of(
                        "EWMS_PILOT_RUNNER",
                        "command",
                        "EWMS_PILOT_PAYLOAD",
                        "raw",
                        "EWMS_PILOT_TIMEOUT_QUEUE_INCOMING",
                        "600"),
                Map.of(),
                MOST,
                List.of(),
                own);
    }

    WmsApi api() {
        return api;
    }

    MessageBroker broker() {
        return broker;
    }

    /** Where the TMS has put what it submits for a taskforce of the site. */
    Path directoryOf(String site, String taskforce) {
        return directory.resolve(site).resolve("ewms-taskforce-" + taskforce);
    }

    /** A workflow of one pilot. */
    static ObjectNode workflow(String site, String arguments) throws IOException {
        return (ObjectNode) JSON.readTree("""
                {"tasks": [{"cluster_locations": ["%s"], "task_image": "", "task_args": %s,
                  "input_queue_aliases": ["in"], "output_queue_aliases": ["out"], "n_workers": 1,
                  "worker_config": {"do_transfer_worker_stdouterr": true, "max_worker_runtime": 600, "n_cores": 1,
                    "priority": 50, "worker_disk": "64MB", "worker_memory": "256MB", "condor_requirements": ""}}],
                 "public_queue_aliases": ["in", "out"]}""".formatted(site, JSON.writeValueAsString(arguments)));
    }

    /** How many taskforces of the site are in this phase. */
    long count(String site, String phase) throws InterruptedException {
        JsonNode reply = api.post(
                "/v1/query/taskforces",
                Map.of(
                        "query",
                        Map.of("schedd", site, "phase", phase),
                        "projection",
                        List.of("taskforce_uuid"),
                        "limit",
                        1,
                        "count",
                        true));
        return reply.path("count").asLong();
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Looks often until it holds. */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited ten minutes for " + what);
            }
            rest(20);
        }
    }

    static void rest(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
