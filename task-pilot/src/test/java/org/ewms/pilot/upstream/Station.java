package org.ewms.pilot.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.NatsServer;
import org.ewms.mqclient.processes.PulsarServer;
import org.ewms.mqclient.processes.RabbitServer;

/** A real broker, as a pilot's environment names it. */
interface Station extends AutoCloseable {
    String type();

    String address();

    String token();

    /** A connection of the test's own. */
    MessageBroker connect();

    @Override
    void close() throws Exception;

    static Station start(String type, Path directory) throws Exception {
        return switch (type) {
            case "embedded" -> embedded(EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory)));
            case "rabbitmq" -> server(type, new RabbitServer(directory), "?declare=mqclient");
            case "nats" -> server(type, new NatsServer(directory), "?declare=mqclient");
            case "pulsar" -> server(type, new PulsarServer(directory), "");
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Station embedded(EmbeddedBroker broker) throws IOException {
        String token = Files.readString(broker.credentialFile());
        return new Station() {
            @Override
            public String type() {
                return "embedded";
            }

            @Override
            public String address() {
                return broker.uri().substring(broker.uri().indexOf("//") + 2);
            }

            @Override
            public String token() {
                return token;
            }

            @Override
            public MessageBroker connect() {
                return broker.connect();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }

    private static Station server(String type, BrokerServer server, String settings) throws Exception {
        server.start();
        return new Station() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public String address() {
                return server.uri().substring(server.uri().indexOf("//") + 2);
            }

            @Override
            public String token() {
                return "";
            }

            @Override
            public MessageBroker connect() {
                return Brokers.connect(server.uri() + settings, ConnectOptions.defaults());
            }

            @Override
            public void close() throws Exception {
                server.close();
            }
        };
    }
}
