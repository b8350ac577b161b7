package org.ewms.bench.skydriver;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ewms.bench.Figures;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.bench.wms.BareHandler;
import org.ewms.bench.wms.PlainClient;
import org.ewms.skydriver.SkyDriver;
import org.ewms.skydriver.SkyDriverOptions;

/**
 * A scan whose progress changes several times a second, with many who watch it, and somebody who asks for its status.
 *
 * @param watchers streams of the scan
 * @param requests on each side
 */
record AnswersWhileWatched(Path directory, int watchers, int requests) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long UPDATE_MILLIS = 200;

    void measure(Table table) throws IOException, InterruptedException {
        SkyDriverOptions options = SkyDriverOptions.from(
                Map.of(
                        "CI",
                        "true",
                        "REST_PORT",
                        "0",
                        "EWMS_DATA_DIR",
                        directory.resolve("ours").toString()),
                Set.of("dummy"));
        try (SkyDriver service = SkyDriver.start(options, Clock.systemUTC(), new SecureRandom());
                BareHandler bare = new BareHandler(directory.resolve("bare"));
                PlainClient ours = new PlainClient(service.uri());
                PlainClient theirs = new PlainClient(bare.address())) {
            String id = JSON.readTree(ours.post("/scan", """
                    {"docker_tag": "latest", "reco_algo": "dummy", "nsides": {"8": 0}, "real_or_simulated_event": "sim",
                     "max_pixel_reco_time": 60, "cluster": {"local": 1}, "event_i3live_json": {"a": 22}}""")).path("scan_id").asText();
            bare.insert("{\"workflow_id\": \"x\", \"scan_state\": \"PENDING__PRESTARTUP\"}");
            String path = "/scan/" + id + "/status";
            alone(ours, path, theirs, table);
            List<Socket> sockets = new ArrayList<>();
            AtomicLong bytes = new AtomicLong();
            CountDownLatch listening = new CountDownLatch(watchers);
            for (int i = 0; i < watchers; i++) {
                sockets.add(watch(URI.create(service.uri()), id, bytes, listening));
            }
            listening.await();
            CountDownLatch over = new CountDownLatch(1);
            AtomicLong updates = new AtomicLong();
            Thread updating = Thread.ofPlatform().start(() -> update(service.uri(), id, updates, over));
            long start = System.nanoTime();
            bytes.set(0);
            compare(table, "status, " + watchers + " watch", ours, path, theirs);
            double seconds = (System.nanoTime() - start) / 1e9;
            over.countDown();
            updating.join();
            String remark = updates.get() + " changes in " + Math.round(seconds) + " s, told twice a second";
            table.add(Row.plain("sent to a watcher", bytes.get() / (double) watchers / seconds, "B/s", remark));
            table.add(Row.plain(
                    "sent to a watcher for each change", bytes.get() / (double) watchers / updates.get(), "B", remark));
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    private void alone(PlainClient ours, String path, PlainClient theirs, Table table) throws IOException {
        times(ours, path);
        times(theirs, "/x");
        compare(table, "status, nobody watches", ours, path, theirs);
    }

    private void compare(Table table, String name, PlainClient ours, String path, PlainClient theirs)
            throws IOException {
        double[] own = times(ours, path);
        double[] other = times(theirs, "/x");
        for (double part : new double[] {0.5, 0.99}) {
            table.add(Row.less(
                    name + ", p" + Math.round(100 * part),
                    Figures.quantile(part, own),
                    Figures.quantile(part, other),
                    "ms",
                    "a bare Vert.x handler, one indexed read"));
        }
    }

    private double[] times(PlainClient client, String path) throws IOException {
        double[] times = new double[requests];
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            client.get(path);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    private static Socket watch(URI service, String id, AtomicLong bytes, CountDownLatch listening) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(("GET /scan/" + id + "/stream HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> count(socket, bytes, listening));
        return socket;
    }

    private static void count(Socket socket, AtomicLong bytes, CountDownLatch listening) {
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = socket.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                listening.countDown();
            }
        } catch (IOException e) {
            // Closed at the end of the measurement.
            listening.countDown();
        }
    }

    private static void update(String service, String id, AtomicLong updates, CountDownLatch over) {
        try (PlainClient client = new PlainClient(service)) {
            while (!over.await(UPDATE_MILLIS, TimeUnit.MILLISECONDS)) {
                client.send("PATCH", "/scan/" + id + "/manifest", """
                        {"progress": {"summary": "%d pixels are done", "epilogue": "", "tallies": {"done": %1$d},
                         "processing_stats": {"start": {"scanner start": "now"}, "runtime": {"elapsed": "0:00:01"}, "rate": {"all": {}}},
                         "predictive_scanning_threshold": 1.0, "last_updated": "now"}}""".formatted(updates.incrementAndGet()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
