package org.ewms.mqclient.processes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A standalone Apache Pulsar of its own, broker and storage in one small JVM, loopback only. */
public final class PulsarServer extends BrokerServer {
    private final int port;
    private final int admin;
    private final List<String> settings;

    /**
     * Not yet started.
     *
     * @param directory for its data, log and configuration; need not exist
     * @param settings of {@code standalone.conf}, each {@code name=value}, beside those of {@code deploy/scripts/run-pulsar}
     */
    public PulsarServer(Path directory, String... settings) throws IOException {
        super(directory);
        List<Integer> ports = FreePorts.take(2);
        port = ports.get(0);
        admin = ports.get(1);
        this.settings = List.of(settings);
    }

    @Override
    public String uri() {
        return "pulsar://127.0.0.1:" + port + "?admin=" + adminUri();
    }

    /** Base address of its administration REST interface. */
    public String adminUri() {
        return "http://127.0.0.1:" + admin;
    }

    /** A broker that is just warming up takes its time. */
    @Override
    public Duration idle() {
        return Duration.ofMillis(500);
    }

    @Override
    ServerProcess launch(Path in) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(script().toString(), in.toString(), Integer.toString(port), Integer.toString(admin)));
        command.addAll(settings);
        var builder = new ProcessBuilder(command);
        builder.environment().put("EWMS_JAVA_HOME", System.getProperty("java.home"));
        ServerProcess process = ServerProcess.start(builder, in.resolve("run.log"));
        process.awaitReady(this::serves);
        return process;
    }

    /** Earlier than its namespace is there, queues would be reported missing. */
    private boolean serves() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(adminUri() + "/admin/v2/namespaces/public"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body().contains("public/default");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path script() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("deploy/scripts/run-pulsar");
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        throw new IllegalStateException("deploy/scripts/run-pulsar is in no directory above "
                + Path.of("").toAbsolutePath());
    }
}
