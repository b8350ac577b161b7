package org.ewms.mqclient.embedded.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.Guests;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what guests send where the address alone does not tell whether they may. Of management they may ask how full their queue is and how
 * many attempts it allows. Who consumes and does not publish may put into the queue what it has taken from there, for another attempt.
 */
final class GuestGate implements ActiveMQServerMessagePlugin {
    private static final Set<String> FIGURES = Set.of("messageCount", "deliveringCount", "consumerCount");

    private final Door door;

    GuestGate(Door door) {
        this.door = door;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        Optional<Guests.Pass> pass = door.pass(session.getPassword(), session.getRemotingConnection());
        if (pass.isEmpty()) {
            return;
        }
        String address = String.valueOf(message.getAddress());
        if (address.equals(Door.MANAGEMENT) && !isPermitted(pass.get(), message)) {
            throw new ActiveMQSecurityException("the credential gives no right to this in the broker's management");
        }
        if (address.equals(pass.get().queue()) && !pass.get().publishes() && !isHeld(session, message)) {
            throw new ActiveMQSecurityException("the credential gives no right to publish to " + address);
        }
    }

    private static boolean isPermitted(Guests.Pass pass, Message message) {
        String resource = text(message, ManagementHelper.HDR_RESOURCE_NAME);
        String operation = text(message, ManagementHelper.HDR_OPERATION_NAME);
        if (operation != null) {
            return operation.equals("getAddressSettingsAsJSON") && ResourceNames.BROKER.equals(resource);
        }
        String figure = text(message, ManagementHelper.HDR_ATTRIBUTE);
        return figure != null
                && FIGURES.contains(figure)
                && ((ResourceNames.QUEUE + pass.queue()).equals(resource)
                        || (ResourceNames.QUEUE + MessageBroker.deadLetterQueue(pass.queue())).equals(resource));
    }

    private static @Nullable String text(Message message, SimpleString property) {
        Object value = message.getObjectProperty(property);
        return value == null ? null : value.toString();
    }

    private static boolean isHeld(ServerSession session, Message message) {
        byte[] body = body(message);
        return session.getServerConsumers().stream()
                .flatMap(consumer -> consumer.getDeliveringMessages().stream())
                .anyMatch(held -> Arrays.equals(body, body(held.getMessage())));
    }

    private static byte[] body(Message message) {
        ActiveMQBuffer buffer = message.toCore().getReadOnlyBodyBuffer();
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
