package org.ewms.mqclient.processes;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;

/** An embedded broker as a process of its own: prints its address, does what it is told, stops when its standard input or itself is ended. */
final class EmbeddedProcess {
    /** Line that makes it renew its secret. */
    static final String RENEW = "renew";

    private EmbeddedProcess() {}

    /** @param args data directory, port, bytes of disk to keep free */
    public static void main(String[] args) throws Exception {
        var options = EmbeddedBrokerOptions.in(Path.of(args[0]))
                .withAddress("127.0.0.1", Integer.parseInt(args[1]))
                .withMinFreeDiskBytes(Long.parseLong(args[2]));
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            System.out.println(broker.uri());
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals(RENEW)) {
                    broker.renewSecret();
                }
            }
        }
    }
}
