package org.ewms.mqclient.embedded.internal;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.ewms.mqclient.Credential;
import org.jspecify.annotations.Nullable;

/** The network connections all publishers, subscriptions and administration share: one for what goes out, one for the rest. */
final class Link implements AutoCloseable {
    /** The client keeps every packet until the broker has counted so many bytes: small, or small messages fill the heap. */
    private static final int CONFIRMATION_WINDOW_BYTES = 1 << 20;

    /** No window: the broker would otherwise keep a dead consumer's messages for a minute, hoping that it comes back. */
    private static final int NO_WINDOW = -1;

    private final Connection outgoing;
    private final Connection incoming;

    Link(Endpoint endpoint, @Nullable Credential credential) {
        outgoing = new Connection(endpoint, credential, CONFIRMATION_WINDOW_BYTES);
        incoming = new Connection(endpoint, credential, NO_WINDOW);
    }

    /** Opens a session whose sends are confirmed one by one. */
    ClientSession openPublishing() throws ActiveMQException {
        return outgoing.open(true);
    }

    /** Opens a session whose acknowledgements and sends take effect together at commit. */
    ClientSession openConsuming() throws ActiveMQException {
        return incoming.open(false);
    }

    /** Opens a session for requests and answers. */
    ClientSession openAdministrative() throws ActiveMQException {
        return incoming.open(true);
    }

    @Override
    public void close() {
        outgoing.close();
        incoming.close();
    }
}
