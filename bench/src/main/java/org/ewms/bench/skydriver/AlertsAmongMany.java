package org.ewms.bench.skydriver;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
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
 * @param between seconds from the end of an alert's scan to the next alert
 */
record AlertsAmongMany(String address, int events, int alerts, int between) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int KINDS = 20;
    private static final long LOOK_MILLIS = 20;

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
            table.progress("%d scans asked for in %.1f s", events, submitting);
            List<Alert> done = new ArrayList<>();
            while (done.size() < alerts && count(client, "waiting") > 0) {
                Alert alert = alert(client, files.get(done.size() % KINDS));
                done.add(alert);
                table.progress("%s, %d scans wait", alert, count(client, "waiting"));
                TimeUnit.SECONDS.sleep(between);
            }
            while (count(client, "waiting") + count(client, "running") > 0) {
                TimeUnit.SECONDS.sleep(1);
            }
            int scans = events + done.size();
            String remark = events + " scans at low priority, " + done.size() + " alerts";
            table.add(Row.plain("requests for scans", events / submitting, "1/s", remark));
            table.add(Row.plain("scans finished", scans / seconds(start), "1/s", remark));
            rows(table, "alert to its pixels at the broker", Alert::sent, done, remark);
            rows(table, "alert to first pixel", Alert::first, done, remark);
            rows(table, "alert to final result", Alert::ended, done, remark);
        }
    }

    /** Seconds from the request until the pixels were on the broker, until the first one was known, and until the end. */
    private record Alert(double sent, double first, double ended) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "sent %.2f s, first pixel %.2f s, end %.2f s", sent, first, ended);
        }
    }

    private static void rows(
            Table table, String name, ToDoubleFunction<Alert> value, List<Alert> alerts, String remark) {
        double[] values = alerts.stream().mapToDouble(value).toArray();
        for (double part : values.length == 0 ? new double[0] : new double[] {0.5, 0.99}) {
            table.add(Row.plain(name + ", p" + Math.round(100 * part), Figures.quantile(part, values), "s", remark));
        }
    }

    private static Alert alert(PlainClient client, byte[] event) throws IOException, InterruptedException {
        long start = System.nanoTime();
        double asked = System.currentTimeMillis() / 1000.0;
        String id = post(client, event, 100);
        while (JSON.readTree(client.get("/scan/" + id + "/manifest"))
                        .at("/progress/tallies/overall/pixels/done")
                        .asInt()
                == 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        double first = seconds(start);
        while (!JSON.readTree(client.get("/scan/" + id + "/status"))
                .path("scan_complete")
                .asBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        double ended = seconds(start);
        double sent = JSON.readTree(client.get("/scan/" + id + "/log"))
                        .path("entries")
                        .valueStream()
                        .filter(each -> each.path("text").asText().contains("were sent out"))
                        .mapToDouble(each -> each.path("timestamp").asDouble())
                        .findFirst()
                        .orElse(Double.NaN)
                - asked;
        return new Alert(sent, first, ended);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Scans at a stage, as the service's metrics have them. */
    private static int count(PlainClient client, String stage) throws IOException {
        String name = "ewms_scans_" + stage + " ";
        return client.get("/metrics")
                .lines()
                .filter(each -> each.startsWith(name))
                .mapToInt(each -> (int) Double.parseDouble(each.substring(name.length())))
                .findFirst()
                .orElseThrow();
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
