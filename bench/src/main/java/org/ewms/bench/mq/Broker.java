package org.ewms.bench.mq;

import java.nio.file.Path;
import java.util.Optional;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.NatsServer;
import org.ewms.mqclient.processes.PulsarServer;
import org.ewms.mqclient.processes.RabbitServer;

/** The brokers that are measured: how each is started, and who speaks to it directly. */
enum Broker {
    RABBITMQ("the RabbitMQ Java client", RabbitServer::new, RawRabbit::new),
    NATS("the NATS Java client", NatsServer::new, RawNats::new),
    PULSAR("the Pulsar Java client", PulsarServer::new, RawPulsar::new),
    EMBEDDED("the Artemis core client", EmbeddedServer::new, RawArtemis::new);

    /** Makes a server, not yet started. */
    interface Server {
        BrokerFixture in(Path directory) throws Exception;
    }

    /** Connects the broker's own client. */
    interface Raw {
        Client connect(String uri, Optional<Path> credential, Packing packing) throws Exception;
    }

    private final String rawName;
    private final Server server;
    private final Raw raw;

    Broker(String rawName, Server server, Raw raw) {
        this.rawName = rawName;
        this.server = server;
        this.raw = raw;
    }

    String rawName() {
        return rawName;
    }

    /** Not yet started; ends with this process at the latest. */
    BrokerFixture server(Path directory) throws Exception {
        BrokerFixture made = server.in(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(made), "end-broker"));
        return made;
    }

    private static void end(BrokerFixture made) {
        try {
            made.close();
        } catch (Exception e) {
            System.err.println("bench: the broker could not be stopped: " + e);
        }
    }

    Client raw(String uri, Optional<Path> credential, Packing packing) throws Exception {
        return raw.connect(uri, credential, packing);
    }
}
