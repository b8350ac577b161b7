package org.ewms.mqclient.embedded.internal;

import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;

/** Tells that the connection under a session is gone. */
record LossListener(Consumer<ActiveMQException> onLoss) implements SessionFailureListener {
    @Override
    public void connectionFailed(ActiveMQException cause, boolean failedOver) {
        onLoss.accept(cause);
    }

    @Override
    public void connectionFailed(ActiveMQException cause, boolean failedOver, String scaleDownTargetNodeId) {
        onLoss.accept(cause);
    }

    @Override
    public void beforeReconnect(ActiveMQException cause) {
        onLoss.accept(cause);
    }
}
