package org.ewms.mqclient.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.embedded.internal.ArtemisBroker;
import org.ewms.mqclient.embedded.internal.BrokerDirectory;
import org.ewms.mqclient.embedded.internal.Endpoint;
import org.ewms.mqclient.embedded.internal.Server;
import org.ewms.mqclient.embedded.internal.ServerSettings;

/**
 * A durable broker in this JVM. Threads of this JVM {@link #connect()} directly; other processes connect to {@link #uri()} with the
 * credential in {@link #credentialFile()}. What was confirmed is there again after a crash, when a broker starts in the same directory.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final EmbeddedBrokerOptions options;
    private final BrokerDirectory directory;
    private final Server server;

    private EmbeddedBroker(EmbeddedBrokerOptions options, BrokerDirectory directory, Server server) {
        this.options = options;
        this.directory = directory;
        this.server = server;
    }

    /**
     * Starts and recovers what the directory holds; takes about a second.
     *
     * @throws RefusedException when the directory is in use by another broker or cannot be written
     * @throws BrokerUnavailableException when the broker does not start, for instance because the port is taken
     */
    public static EmbeddedBroker start(EmbeddedBrokerOptions options) {
        return start(options, Guests.NONE);
    }

    /**
     * The same, with guests beside its owner.
     *
     * @throws RefusedException when the directory is in use by another broker or cannot be written
     * @throws BrokerUnavailableException when the broker does not start, for instance because the port is taken
     */
    public static EmbeddedBroker start(EmbeddedBrokerOptions options, Guests guests) {
        BrokerDirectory directory = BrokerDirectory.lock(options.directory());
        try {
            return new EmbeddedBroker(options, directory, Server.start(options, directory, guests));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Address for other processes, {@code ewms://HOST:PORT}; holds no secret. */
    public String uri() {
        return server.uri();
    }

    /** File with the secret other processes must present, readable by its owner only. */
    public Path credentialFile() {
        return BrokerDirectory.credentialFile(directory.root());
    }

    /** Artemis' number of this server, for tools in this JVM that speak to it directly ({@code vm://ID}). */
    public int serverId() {
        return ServerSettings.serverId(directory.root());
    }

    /** Connects from within this JVM, with default options. */
    public MessageBroker connect() {
        return connect(ConnectOptions.defaults());
    }

    /** Connects from within this JVM; the options' credential is not needed. */
    public MessageBroker connect(ConnectOptions connectOptions) {
        var credential = Credential.ofFile(credentialFile());
        var endpoint = Endpoint.inVm(directory.root(), options.maxMessageBytes(), options.syncToDisk());
        return new ArtemisBroker(endpoint, connectOptions.withCredential(credential));
    }

    /**
     * Replaces the secret in {@link #credentialFile()} and cuts who came with the last one. Clients that read that file come back with the new one.
     *
     * @throws RefusedException when the file cannot be written
     */
    public void renewSecret() {
        try {
            server.renewSecret(directory.newSecret());
        } catch (IOException e) {
            throw new RefusedException("cannot write " + credentialFile() + ": " + e, e);
        }
    }

    /** Stops; connections are cut, confirmed messages stay in the directory. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            directory.close();
        }
    }
}
