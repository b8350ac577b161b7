package org.ewms.mqclient.embedded.internal;

import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.client.impl.ClientSessionFactoryInternal;
import org.ewms.mqclient.Credential;
import org.jspecify.annotations.Nullable;

/** A network connection, made when first needed and again after a loss. */
final class Connection implements AutoCloseable {
    /** Larger than any message we let through: none is ever streamed in pieces. */
    private static final int NEVER_LARGE = 128 << 20;

    private static final int CALL_TIMEOUT_MILLIS = 10_000;

    /** A dead connection is noticed when nothing came for so long, which is looked at as often. */
    private static final int SILENCE_MILLIS = 10_000;

    private static final int PING_MILLIS = 4_000;

    private final ServerLocator locator;
    private final @Nullable Credential credential;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ClientSessionFactoryInternal factory;
    private volatile boolean accepted;
    private boolean closed;

    Connection(Endpoint endpoint, @Nullable Credential credential, int confirmationWindow) {
        this.credential = credential;
        // Reconnecting is ours: Artemis would resume sessions whose open transaction the broker has already rolled
        // back.
        locator = ActiveMQClient.createServerLocatorWithoutHA(endpoint.transport())
                .setReconnectAttempts(0)
                .setInitialConnectAttempts(1)
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false)
                // Requests to management, which are told at once when they are refused.
                .setBlockOnNonDurableSend(true)
                .setConfirmationWindowSize(confirmationWindow)
                .setProducerWindowSize(-1)
                .setMinLargeMessageSize(NEVER_LARGE)
                .setCallTimeout(CALL_TIMEOUT_MILLIS)
                .setClientFailureCheckPeriod(PING_MILLIS)
                .setConnectionTTL(SILENCE_MILLIS);
    }

    /** @param autoCommit whether every send and acknowledgement is a transaction of its own */
    ClientSession open(boolean autoCommit) throws ActiveMQException {
        ClientSessionFactoryInternal connected = connect();
        try {
            String user = credential == null ? null : credential.user() == null ? "ewms" : credential.user();
            String secret = credential == null ? null : credential.secret();
            ClientSession made = connected.createSession(user, secret, false, autoCommit, autoCommit, false, 0);
            accepted = true;
            return made;
        } catch (ActiveMQException e) {
            if (accepted && e.getType() == ActiveMQExceptionType.SECURITY_EXCEPTION) {
                // It may be just being renewed; revoked secrets end with the deadline.
                throw new ActiveMQException(
                        "the credential is not accepted any more: " + e.getMessage(),
                        e,
                        ActiveMQExceptionType.SESSION_CREATION_REJECTED);
            }
            if (Failures.isTransient(e)) {
                discard(connected);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            locator.close();
        } finally {
            lock.unlock();
        }
    }

    private ClientSessionFactoryInternal connect() throws ActiveMQException {
        lock.lock();
        try {
            if (closed) {
                throw new ActiveMQException(
                        "the connection was closed by its owner", ActiveMQExceptionType.OBJECT_CLOSED);
            }
            ClientSessionFactoryInternal current = factory;
            if (current == null || current.isClosed()) {
                current = newFactory();
                factory = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private ClientSessionFactoryInternal newFactory() throws ActiveMQException {
        try {
            var made = (ClientSessionFactoryInternal) locator.createSessionFactory();
            made.addFailureListener(new LossListener(cause -> discard(made)));
            return made;
        } catch (ActiveMQException e) {
            throw e;
        } catch (Exception e) {
            throw new ActiveMQException(String.valueOf(e.getMessage()), e, ActiveMQExceptionType.NOT_CONNECTED);
        }
    }

    private void discard(ClientSessionFactoryInternal lost) {
        lock.lock();
        try {
            if (factory == lost) {
                factory = null;
            }
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("mq-discard").start(lost::close);
    }
}
