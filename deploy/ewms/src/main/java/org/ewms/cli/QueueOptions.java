package org.ewms.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which queue of which broker, as command-line options. */
final class QueueOptions {
    @Option(
            names = "--broker",
            paramLabel = "URI",
            required = true,
            description = {
                "The broker: ewms://HOST:PORT, amqp://[USER@]HOST[:PORT][/VHOST], nats://[USER@]HOST[:PORT] or pulsar://HOST[:PORT][/TENANT/NAMESPACE].",
                "With ?declare=mqclient, queues are declared as the Python MQClient declares them."
            })
    String uri = "";

    @Option(
            names = "--broker-credential",
            paramLabel = "FILE",
            description = "File with the password or token for the broker.")
    @Nullable
    Path credential;

    @Option(names = "--queue", paramLabel = "NAME", required = true, description = "The queue.")
    String queue = "";

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "How long the broker may take to answer (default: ${DEFAULT-VALUE}).")
    int deadlineSeconds = 30;

    MessageBroker connect() {
        return BrokerOptions.connect(uri, credential, deadline());
    }

    Duration deadline() {
        if (deadlineSeconds < 1) {
            throw new IllegalArgumentException("--deadline must be at least 1, is " + deadlineSeconds);
        }
        return Duration.ofSeconds(deadlineSeconds);
    }
}
