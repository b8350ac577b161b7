package org.ewms.mqclient.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The system's nats-server with JetStream on file storage, loopback only. */
public final class NatsServer extends BrokerServer {
    private final int port;

    /** @param directory for its data, log and configuration; need not exist */
    public NatsServer(Path directory) throws IOException {
        super(directory);
        port = FreePorts.take(1).getFirst();
    }

    @Override
    public String uri() {
        return "nats://127.0.0.1:" + port;
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        Path configuration = in.resolve("nats.conf");
        Files.writeString(configuration, """
                host: 127.0.0.1
                port: %d
                max_payload: 8MB
                jetstream { store_dir: "%s", max_file_store: 4GB }
                """.formatted(port, in.resolve("js")));
        var command = new ProcessBuilder(program(), "-c", configuration.toString());
        ServerProcess process = ServerProcess.start(command, in.resolve("nats.log"));
        process.awaitReady(this::listens);
        return process;
    }

    /** Debian puts it where not everybody's path leads. */
    private static String program() {
        String debians = "/usr/sbin/nats-server";
        return Files.isExecutable(Path.of(debians)) ? debians : "nats-server";
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false;
        }
    }
}
