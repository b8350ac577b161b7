package org.ewms.mqclient;

import java.net.URI;
import java.util.Set;

/** One kind of broker, found with {@link java.util.ServiceLoader}; {@link Brokers} is the entry point for callers. */
public interface BrokerProvider {
    /** URI schemes this provider answers to, lower case. */
    Set<String> schemes();

    /**
     * Connects.
     *
     * @param uri its scheme is one of {@link #schemes}; it holds no secret
     * @throws IllegalArgumentException when the URI lacks a part or has one too many, naming it
     * @throws BrokerUnavailableException when the broker does not answer within the options' deadline
     * @throws RefusedException when the broker does not accept the credential
     */
    MessageBroker connect(URI uri, ConnectOptions options);
}
