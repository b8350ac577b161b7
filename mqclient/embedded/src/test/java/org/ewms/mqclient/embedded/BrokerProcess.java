package org.ewms.mqclient.embedded;

import java.nio.file.Path;

/** An embedded broker as a process of its own: prints its address, stops when its standard input ends. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        var options = EmbeddedBrokerOptions.in(Path.of(args[0])).withMinFreeDiskBytes(1 << 20);
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            System.out.println(broker.uri());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
