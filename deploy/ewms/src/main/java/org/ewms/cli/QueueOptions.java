package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which queue of which broker, as command-line options. */
final class QueueOptions {
    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = {
                "The broker: ewms://HOST:PORT, amqp://[USER@]HOST[:PORT][/VHOST], nats://[USER@]HOST[:PORT] or pulsar://HOST[:PORT][/TENANT/NAMESPACE].",
                "With ?declare=mqclient, queues are declared as the Python MQClient declares them."
            })
    @Nullable
    String uri;

    @Option(
            names = "--broker-credential",
            paramLabel = "FILE",
            description = "File with the password or token for the broker.")
    @Nullable
    Path credential;

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            required = true,
            description = "The queue; with --workflow its alias.")
    String queue = "";

    @Option(
            names = "--workflow",
            paramLabel = "ID",
            description = "Take one of this workflow's public queues; its service says where it is and what opens it.")
    @Nullable
    String workflow;

    @Mixin
    WmsAccess access = new WmsAccess();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "How long the broker may take to answer (default: ${DEFAULT-VALUE}).")
    int deadlineSeconds = 30;

    /** After it {@link #queue} is the name on the broker. */
    MessageBroker connect() throws IOException, InterruptedException {
        if (workflow != null && uri == null && credential == null) {
            WorkflowQueue found = WorkflowQueue.of(access.client(), workflow, queue, deadline());
            queue = found.name();
            return found.connect(deadline());
        }
        if (workflow != null || uri == null) {
            throw new IllegalArgumentException("either --workflow ID, or --broker URI with --broker-credential FILE");
        }
        return BrokerOptions.connect(uri, credential, deadline());
    }

    Duration deadline() {
        if (deadlineSeconds < 1) {
            throw new IllegalArgumentException("--deadline must be at least 1, is " + deadlineSeconds);
        }
        return Duration.ofSeconds(deadlineSeconds);
    }
}
