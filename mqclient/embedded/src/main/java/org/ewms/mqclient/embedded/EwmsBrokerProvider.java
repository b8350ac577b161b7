package org.ewms.mqclient.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.ewms.mqclient.BrokerProvider;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.internal.ArtemisBroker;
import org.ewms.mqclient.embedded.internal.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Connects over TCP to an embedded broker of another process, {@code ewms://HOST:PORT}, or to an Apache ActiveMQ Artemis in production,
 * {@code artemis://[USER@]HOST[:PORT]}. The query {@code ?credential-file=PATH} names the file with the secret, unless the options hold one.
 */
public final class EwmsBrokerProvider implements BrokerProvider {
    private static final int DEFAULT_PORT = 61_616;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final String CREDENTIAL_FILE = "credential-file=";

    @Override
    public Set<String> schemes() {
        return Set.of("ewms", "artemis");
    }

    @Override
    public MessageBroker connect(URI uri, ConnectOptions options) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the broker URI lacks a host, expected " + uri.getScheme() + "://HOST:PORT");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        var endpoint = Endpoint.tcp(uri.getScheme(), host, port, MAX_MESSAGE_BYTES);
        Credential credential = credential(uri, options);
        var broker = new ArtemisBroker(endpoint, credential == null ? options : options.withCredential(credential));
        try {
            broker.check(options.deadline());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static @Nullable Credential credential(URI uri, ConnectOptions options) {
        String query = uri.getQuery();
        Credential given = options.credential();
        if (query != null && !query.startsWith(CREDENTIAL_FILE)) {
            throw new IllegalArgumentException("the broker URI has a query other than ?credential-file=PATH");
        }
        if (given == null && query != null) {
            given = Credential.ofFile(Path.of(query.substring(CREDENTIAL_FILE.length())));
        }
        if (given != null && uri.getUserInfo() != null && given.user() == null) {
            given = Credential.of(uri.getUserInfo(), given::secret);
        }
        return given;
    }
}
