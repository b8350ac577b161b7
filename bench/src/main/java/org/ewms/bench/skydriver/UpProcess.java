package org.ewms.bench.skydriver;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code ewms up} as a user starts it, with pilots in processes of their own. */
final class UpProcess implements AutoCloseable {
    private static final String SAID = "skydriver http";
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final String address;

    private UpProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static UpProcess start(Path data) throws IOException {
        Path root = Path.of(System.getProperty("ewms.root", ""));
        Process process = new ProcessBuilder(
                        root.resolve("ewms").toString(),
                        "up",
                        "--port",
                        "0",
                        "--skydriver-port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(SAID)) {
                // Reading a pipe holds on to its thread.
                Thread.ofPlatform().daemon().start(() -> out.lines().forEach(rest -> {}));
                return new UpProcess(process, line.substring("skydriver ".length()));
            }
        }
        throw new IOException("ewms up did not start");
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
