package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.ewms.mqclient.contract.ChildJvm;

/** The broker in a JVM of its own, reached over TCP, killed with signal 9. */
public final class EmbeddedServer extends BrokerServer {
    private final int port;
    private final long minFreeDiskBytes;
    private final int heap;

    /** With 256 MiB of heap. */
    public EmbeddedServer(Path directory) throws IOException {
        this(directory, 1 << 20);
    }

    /** @param minFreeDiskBytes with less it refuses messages */
    public EmbeddedServer(Path directory, long minFreeDiskBytes) throws IOException {
        this(directory, minFreeDiskBytes, 256);
    }

    /** @param heap MiB */
    public EmbeddedServer(Path directory, long minFreeDiskBytes, int heap) throws IOException {
        super(directory);
        this.heap = heap;
        this.minFreeDiskBytes = minFreeDiskBytes;
        this.port = FreePorts.take(1).getFirst();
    }

    /** One that serves. */
    public static EmbeddedServer started(Path directory) throws Exception {
        EmbeddedServer server = new EmbeddedServer(directory);
        server.start();
        return server;
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        Path log = in.resolve("broker.log");
        Files.deleteIfExists(log);
        var command = new ProcessBuilder(ChildJvm.command(
                heap, EmbeddedProcess.class, in.toString(), Integer.toString(port), Long.toString(minFreeDiskBytes)));
        ServerProcess process = ServerProcess.start(command, log);
        process.awaitReady(() -> says(log, uri()));
        return process;
    }

    @Override
    public String uri() {
        return "ewms://127.0.0.1:" + port;
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.of(data().resolve("credential"));
    }

    @Override
    public void renewSecret() throws Exception {
        Path file = data().resolve("credential");
        String old = Files.readString(file);
        tell(EmbeddedProcess.RENEW);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Files.readString(file).equals(old));
    }

    private static boolean says(Path log, String line) {
        try {
            return Files.readAllLines(log).contains(line);
        } catch (IOException e) {
            return false;
        }
    }
}
