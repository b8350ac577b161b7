package org.ewms.mqclient.embedded.internal;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.jspecify.annotations.Nullable;

/** Artemis' management by messages: works alike in the JVM, over TCP, and against a production Artemis. Not thread-safe. */
final class Management implements AutoCloseable {
    private static final SimpleString ADDRESS = SimpleString.of("activemq.management");
    private static final int REPLY_MILLIS = 20_000;

    private final ClientSession session;
    private final ClientRequestor requestor;

    Management(ClientSession session) throws ActiveMQException {
        this.session = session;
        try {
            session.start();
            requestor = new ClientRequestor(session, ADDRESS);
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
        ClientMessage reply = requestor.request(request, REPLY_MILLIS);
        if (reply == null) {
            throw new ActiveMQException("no answer to " + what, ActiveMQExceptionType.CONNECTION_TIMEDOUT);
        }
        Object result = ManagementHelper.getResult(reply);
        if (!ManagementHelper.hasOperationSucceeded(reply)) {
            throw new ActiveMQException(what + " failed: " + result, ActiveMQExceptionType.ILLEGAL_STATE);
        }
        return result;
    }

    @Override
    public void close() {
        try (session) {
            requestor.close();
        } catch (Exception e) {
            // The connection is gone and took the session with it.
            return;
        }
    }
}
