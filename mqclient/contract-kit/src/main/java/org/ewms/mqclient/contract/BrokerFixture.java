package org.ewms.mqclient.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;

/** A real broker of one kind, whose data survive stop and kill. Used by one thread. */
public interface BrokerFixture extends AutoCloseable {
    /** Starts the broker, for the first time or again with the data it had; returns when it serves. */
    void start() throws Exception;

    /** Stops the broker politely. */
    void stop() throws Exception;

    /** Ends the broker as abruptly as can be: {@code kill -9} where it has a process of its own. */
    void kill() throws Exception;

    /** Address that other processes can use; the same before and after a restart. */
    String uri();

    /** File with the secret for {@link #uri}, if it needs one. */
    default Optional<Path> credentialFile() {
        return Optional.empty();
    }

    /**
     * Waits until the broker would remember this new queue after a kill. For most that is when it is declared; where it is later, the
     * adapter's documentation says so.
     */
    default void awaitRemembered(String queue) throws Exception {}

    /**
     * Replaces the secret in {@link #credentialFile}: from then on the broker refuses the old one and cuts who came with it. Clients may
     * meet a moment in which the file and the broker do not agree.
     */
    default void renewSecret() throws Exception {
        throw new UnsupportedOperationException("this fixture cannot renew its broker's secret yet");
    }

    /** A fresh connection of the kind under test. */
    default MessageBroker connect() throws Exception {
        return connect(connectOptions());
    }

    /** A fresh connection with these options. */
    default MessageBroker connect(ConnectOptions options) throws Exception {
        return Brokers.connect(uri(), options);
    }

    /** How to connect to {@link #uri}. */
    default ConnectOptions connectOptions() {
        return credentialFile()
                .map(file -> ConnectOptions.defaults().withCredential(Credential.ofFile(file)))
                .orElseGet(ConnectOptions::defaults);
    }

    /** How long a receive must find nothing before the queue counts as empty. */
    default Duration idle() {
        return Duration.ofMillis(150);
    }

    /** Ends the broker and removes its data. */
    @Override
    void close() throws Exception;
}
