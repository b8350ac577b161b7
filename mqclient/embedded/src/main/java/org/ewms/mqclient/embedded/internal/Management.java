package org.ewms.mqclient.embedded.internal;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.core.client.impl.ClientMessageImpl;
import org.jspecify.annotations.Nullable;

/** Artemis' management by messages: works alike in the JVM, over TCP, and against a production Artemis. Not thread-safe. */
final class Management implements AutoCloseable {
    private static final SimpleString ADDRESS = SimpleString.of("activemq.management");
    private static final int REPLY_MILLIS = 10_000;

    private final ClientSession session;
    private final SimpleString replies = SimpleString.of(ADDRESS + "." + UUID.randomUUID());
    private final ClientProducer requests;
    private volatile CompletableFuture<ClientMessage> reply = new CompletableFuture<>();

    Management(ClientSession session) throws ActiveMQException {
        this.session = session;
        try {
            session.start();
            session.addFailureListener(new LossListener(cause -> reply.completeExceptionally(cause)));
            session.createQueue(QueueConfiguration.of(replies).setDurable(false).setTemporary(true));
            session.createConsumer(replies).setMessageHandler(message -> reply.complete(message));
            requests = session.createProducer(ADDRESS);
        } catch (ActiveMQException e) {
            throw e;
        } catch (Exception e) {
            throw new ActiveMQException(String.valueOf(e.getMessage()), e, ActiveMQExceptionType.INTERNAL_ERROR);
        }
    }

    ClientSession session() {
        return session;
    }

    @Nullable
    Object invoke(String resource, String operation, Object... parameters) throws Exception {
        ClientMessage request = session.createMessage(false);
        ManagementHelper.putOperationInvocation(request, resource, operation, parameters);
        return answer(request, operation + " on " + resource);
    }

    long number(String resource, String attribute) throws Exception {
        ClientMessage request = session.createMessage(false);
        ManagementHelper.putAttribute(request, resource, attribute);
        return answer(request, attribute + " of " + resource) instanceof Number number ? number.longValue() : 0;
    }

    private @Nullable Object answer(ClientMessage request, String what) throws Exception {
        var expected = new CompletableFuture<ClientMessage>();
        reply = expected;
        request.putStringProperty(ClientMessageImpl.REPLYTO_HEADER_NAME, replies);
        requests.send(request);
        ClientMessage answer = await(expected, what);
        Object result = ManagementHelper.getResult(answer);
        if (!ManagementHelper.hasOperationSucceeded(answer)) {
            throw new ActiveMQException(what + " failed: " + result, ActiveMQExceptionType.ILLEGAL_STATE);
        }
        return result;
    }

    private ClientMessage await(CompletableFuture<ClientMessage> expected, String what) throws Exception {
        try {
            if (session.isClosed()) {
                throw new ActiveMQException("the session is closed", ActiveMQExceptionType.OBJECT_CLOSED);
            }
            ClientMessage answer = expected.get(REPLY_MILLIS, TimeUnit.MILLISECONDS);
            // Here and not where it arrives: that is while the session sends.
            answer.acknowledge();
            return answer;
        } catch (TimeoutException e) {
            throw new ActiveMQException("no answer to " + what, e, ActiveMQExceptionType.CONNECTION_TIMEDOUT);
        } catch (ExecutionException e) {
            throw new ActiveMQException(
                    "the connection was lost before the answer to " + what, e, ActiveMQExceptionType.NOT_CONNECTED);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (Exception e) {
            // The connection is gone and took the session with it.
            return;
        }
    }
}
