package org.ewms.scanner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.icecube.EventFormatException;
import org.ewms.pilot.BuiltInTask;
import org.ewms.pilot.TaskRunner;

/**
 * A scan's task for pilots of a workflow: event, algorithm and options are fetched once, from where the task's environment says, and are
 * those with the hash that it says.
 */
public final class FetchedScan implements BuiltInTask {
    /** Name of the task. */
    public static final String NAME = "skymap-scan";

    /** Variable with the URL of the {@link ScanSetup}. */
    public static final String URL = "EWMS_SCAN_SETUP";

    /** Variable with its SHA-256, in hex. */
    public static final String HASH = "EWMS_SCAN_SETUP_SHA256";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long REST_MILLIS = 500;

    @Override
    public TaskRunner open(Map<String, String> environment) throws IOException, InterruptedException {
        URI url = URI.create(needed(environment, URL));
        String hash = needed(environment, HASH);
        byte[] setup = fetch(url);
        if (!hash(setup).equals(hash)) {
            throw new IOException("the setup of the scan at " + url + " is not the one with SHA-256 " + hash);
        }
        try {
            return new ScanTaskRunner(PixelReconstructor.of(ScanSetup.decode(setup)));
        } catch (EventFormatException e) {
            throw new IOException("the event at " + url + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whoever has it may have been started anew, and takes up its scans one by one. */
    private static byte[] fetch(URI url) throws IOException, InterruptedException {
        Semaphore never = new Semaphore(0);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return fetchNow(url);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            never.tryAcquire(REST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static byte[] fetchNow(URI url) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(
                        "the setup of the scan was not given: " + url + " answered " + response.statusCode());
            }
            return response.body();
        }
    }

    /** SHA-256 of a setup, in hex. */
    public static String hash(byte[] setup) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(setup));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the task's environment must have " + name);
        }
        return value;
    }
}
