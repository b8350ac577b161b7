package org.ewms.bench.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ewms.bench.Figures;
import org.ewms.bench.Row;
import org.ewms.bench.SimulatedFile;
import org.ewms.bench.Table;
import org.ewms.bench.wms.PlainClient;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;

/**
 * Scans at low priority without physics, and alerts that arrive one after another while they are under way.
 *
 * @param address of the service
 * @param events scans at low priority
 */
record AlertsAmongMany(String address, int events, int alerts) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int KINDS = 20;
    private static final long LOOK_MILLIS = 20;
    private static final long BETWEEN_MILLIS = 3000;

    void measure(Table table) throws IOException, InterruptedException {
        List<byte[]> files = new ArrayList<>();
        for (int seed = 1; seed <= KINDS; seed++) {
            files.add(SimulatedFile.of(Simulated.Kind.TRACK, seed, SimulationOptions.defaults())
                    .content());
        }
        try (PlainClient client = new PlainClient(address)) {
            long start = System.nanoTime();
            for (int i = 0; i < events; i++) {
                post(client, files.get(i % KINDS), 0);
            }
            double submitting = seconds(start);
            List<Double> first = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            int left = waiting(client);
            for (int i = 0; i < alerts && left > 0; i++) {
                alert(client, files.get(i % KINDS), first, all);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
                left = waiting(client);
                table.progress("%d alerts, %d scans wait", i + 1, left);
            }
            while (complete(client) < events + first.size()) {
                TimeUnit.SECONDS.sleep(1);
            }
            String remark = events + " scans at low priority, " + first.size() + " alerts";
            table.add(Row.plain("requests for scans", events / submitting, "1/s", remark));
            table.add(Row.plain("scans finished", (events + first.size()) / seconds(start), "1/s", remark));
            if (!first.isEmpty()) {
                row(table, "alert to first pixel, p50", 0.5, first, remark);
                row(table, "alert to first pixel, p99", 0.99, first, remark);
                row(table, "alert to final result, p50", 0.5, all, remark);
            }
        }
    }

    private static void row(Table table, String name, double part, List<Double> values, String remark) {
        double value =
                Figures.quantile(part, values.stream().mapToDouble(each -> each).toArray());
        table.add(Row.plain(name, value, "s", remark));
    }

    private static void alert(PlainClient client, byte[] event, List<Double> first, List<Double> all)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        String id = post(client, event, 100);
        while (JSON.readTree(client.get("/scan/" + id + "/manifest"))
                        .at("/progress/tallies/overall/pixels/done")
                        .asInt()
                == 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        first.add(seconds(start));
        while (!JSON.readTree(client.get("/scan/" + id + "/status"))
                .path("scan_complete")
                .asBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        all.add(seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static int waiting(PlainClient client) throws IOException {
        return JSON.readTree(client.get("/scans/backlog")).path("entries").size();
    }

    private static int complete(PlainClient client) throws IOException {
        JsonNode manifests = JSON.readTree(
                        client.post("/scans/find", "{\"filter\": {}, \"manifest_projection\": [\"scan_state\"]}"))
                .path("manifests");
        return (int) manifests
                .valueStream()
                .filter(each -> each.path("scan_state").asText().equals("SCAN_HAS_FINAL_RESULT"))
                .count();
    }

    private static String post(PlainClient client, byte[] event, int priority) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree("""
                {"docker_tag": "latest", "reco_algo": "dummy", "nsides": {"8": 0}, "real_or_simulated_event": "sim",
                 "max_pixel_reco_time": 60, "request_clusters": {"local": 1}}""");
        request.put("priority", priority).set("event_i3live_json", JSON.readTree(event));
        return JSON.readTree(client.post("/scan", request.toString()))
                .path("scan_id")
                .asText();
    }
}
