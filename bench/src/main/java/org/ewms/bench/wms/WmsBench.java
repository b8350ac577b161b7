package org.ewms.bench.wms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Figures;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.queues.BrokerFacts;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The workflow service's routes, and how soon a workflow is offered. */
@Command(
        name = "wms",
        description = "The workflow service beside a bare Vert.x handler that does one indexed read or durable write.")
public final class WmsBench implements Benchmark {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BARE = "a bare Vert.x handler, one indexed ";

    @Option(names = "--clients", description = "Connections at a time (default: ${DEFAULT-VALUE}).")
    int clients = 8;

    @Option(names = "--rounds", description = "Rounds of each side in turn (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).")
    int seconds = 2;

    @Option(names = "--pending", description = "Workflows that wait meanwhile (default: ${DEFAULT-VALUE}).")
    int pending = 1000;

    @Option(names = "--stored", description = "Workflows stored for the hot queries (default: ${DEFAULT-VALUE}).")
    int stored = 100_000;

    private final AtomicLong serial = new AtomicLong();

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-wms")) {
            Path data = directory.path();
            WmsOptions options = WmsOptions.from(Map.of(
                    "CI",
                    "true",
                    "REST_PORT",
                    "0",
                    "EWMS_DATA_DIR",
                    data.resolve("wms").toString()));
            BrokerSetup broker = BrokerSetup.checkingTokens(new BrokerFacts("rabbitmq", "broker.example:5672", "user"));
            try (Wms wms = Wms.start(options, broker, Clock.systemUTC(), new SecureRandom());
                    BareHandler bare = new BareHandler(data.resolve("bare"))) {
                rates(wms.uri(), bare, table);
                offers(wms.uri(), table);
            }
            StoredMany.measure(data.resolve("many"), stored, table);
        }
    }

    private void rates(String uri, BareHandler bare, Table table) throws IOException, InterruptedException {
        String id;
        try (PlainClient client = new PlainClient(uri)) {
            id = JSON.readTree(client.post("/v1/workflows", request("test-alpha")))
                    .at("/workflow/workflow_id")
                    .asText();
            bare.insert(client.get("/v1/workflows/" + id));
        }
        String query = "{\"query\": {\"workflow_id\": \"" + id + "\"}}";
        Load ours = new Load(uri, clients);
        Load theirs = new Load(bare.address(), clients);
        Load.Ask read = client -> client.get("/" + id);
        Load.Ask write = client -> client.post(
                "/",
                request("test-alpha").replaceFirst("\\{", "{\"workflow_id\": \"" + serial.incrementAndGet() + "\","));
        compare(table, "GET workflow", "read", ours, client -> client.get("/v1/workflows/" + id), theirs, read);
        compare(
                table,
                "query by workflow",
                "read",
                ours,
                client -> client.post("/v1/query/taskforces", query),
                theirs,
                read);
        compare(
                table,
                "POST workflow",
                "write",
                ours,
                client -> client.post("/v1/workflows", request("test-alpha")),
                theirs,
                write);
    }

    private void compare(Table table, String name, String what, Load ours, Load.Ask ask, Load theirs, Load.Ask other)
            throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        ours.rate(time, ask);
        theirs.rate(time, other);
        Rounds all = new Rounds();
        for (int round = 0; round < rounds; round++) {
            all.add(ours.rate(time, ask), theirs.rate(time, other));
        }
        table.add(all.more(name, "1/s", BARE + what));
        table.progress("%s measured", name);
    }

    /** From the request to the offer in a TMS' hands, others waiting at another schedd. */
    private void offers(String uri, Table table) throws IOException, InterruptedException {
        try (PlainClient client = new PlainClient(uri);
                PlainClient tms = new PlainClient(uri)) {
            for (int i = 0; i < pending; i++) {
                client.post("/v1/workflows", request("test-alpha"));
            }
            List<Double> one = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                one.add(together(client, tms, 1));
            }
            List<Double> five = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                five.add(together(client, tms, 5));
            }
            String remark = pending + " more wait";
            table.add(Row.plain("request to offer, p50", quantile(0.5, one), "ms", remark));
            table.add(Row.plain("request to offer, p99", quantile(0.99, one), "ms", remark));
            table.add(Row.plain("five requests to the last offer, p50", quantile(0.5, five), "ms", remark));
            table.add(Row.plain("five requests to the last offer, longest", quantile(1, five), "ms", remark));
        }
    }

    private double together(PlainClient client, PlainClient tms, int count) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            client.post("/v1/workflows", request("test-beta"));
        }
        Map<String, String> submissions = new HashMap<>();
        for (int i = 0; i < count; i++) {
            JsonNode offer =
                    JSON.readTree(tms.get("/v1/tms/pending-starter/taskforces?schedd=SCHEDD2&wait=10&claimant=tms-"
                            + serial.incrementAndGet()));
            String uuid = offer.at("/taskforce/taskforce_uuid").textValue();
            submissions.put(
                    Objects.requireNonNull(uuid, "nothing offered"),
                    offer.path("submission_id").asText());
        }
        double millis = (System.nanoTime() - start) / 1e6;
        for (Map.Entry<String, String> each : submissions.entrySet()) {
            tms.post(
                    "/v1/tms/condor-submit/taskforces/" + each.getKey(),
                    "{\"submission_id\": \"" + each.getValue()
                            + "\", \"cluster_id\": 1, \"n_workers\": 1, \"submit_dict\": {}, \"job_event_log_fpath\": \"/jel\"}");
        }
        return millis;
    }

    private static double quantile(double part, List<Double> values) {
        return Figures.quantile(part, values.stream().mapToDouble(each -> each).toArray());
    }

    private static String request(String location) {
        return """
                {"tasks": [{"cluster_locations": ["%s"], "task_image": "/image.sif", "task_args": "run",
                  "input_queue_aliases": ["in"], "output_queue_aliases": ["out"], "n_workers": 5,
                  "worker_config": {"do_transfer_worker_stdouterr": true, "max_worker_runtime": 600, "n_cores": 1,
                    "priority": 99, "worker_disk": "512M", "worker_memory": 512, "condor_requirements": ""}}],
                 "public_queue_aliases": ["in", "out"]}""".formatted(location);
    }
}
