package org.ewms.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach a broker, as command-line options. Secrets come from a file, never from the command line. */
final class BrokerOptions {
    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "Broker to use, for instance ewms://127.0.0.1:5700 (default: one of our own).")
    @Nullable
    String uri;

    @Option(
            names = "--broker-credential",
            paramLabel = "FILE",
            description = "File with the password or token for the broker.")
    @Nullable
    Path credential;

    boolean given() {
        return uri != null;
    }

    MessageBroker connect(Duration deadline) {
        if (uri == null) {
            throw new IllegalArgumentException("--broker is needed");
        }
        return connect(uri, credential, deadline);
    }

    static MessageBroker connect(String uri, @Nullable Path credential, Duration deadline) {
        ConnectOptions options = ConnectOptions.defaults().withDeadline(deadline);
        return Brokers.connect(
                uri, credential == null ? options : options.withCredential(Credential.ofFile(credential)));
    }
}
