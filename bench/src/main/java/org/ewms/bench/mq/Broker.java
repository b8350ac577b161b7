package org.ewms.bench.mq;

import java.nio.file.Path;
import java.util.Optional;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.NatsServer;
import org.ewms.mqclient.processes.RabbitServer;

/** The brokers that are measured: how each is started, and who speaks to it directly. */
enum Broker {
    RABBITMQ("the RabbitMQ Java client", RabbitServer::new, RawRabbit::new),
    NATS("the NATS Java client", NatsServer::new, RawNats::new),
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

    BrokerFixture server(Path directory) throws Exception {
        return server.in(directory);
    }

    Client raw(String uri, Optional<Path> credential, Packing packing) throws Exception {
        return raw.connect(uri, credential, packing);
    }
}
