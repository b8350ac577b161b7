package org.ewms.mqclient.embedded.internal;

import org.apache.activemq.artemis.api.core.ActiveMQAddressDoesNotExistException;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Refuses messages that cannot be kept before Artemis notes their ids. Artemis would note the id first and then refuse the message, and
 * drop it as a duplicate, confirmed, when it is sent again later.
 */
final class Gatekeeper implements ActiveMQServerMessagePlugin {
    private final ActiveMQServer server;
    private final FreeSpace space;

    Gatekeeper(ActiveMQServer server, FreeSpace space) {
        this.server = server;
        this.space = space;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        if (message.getRoutingType() != RoutingType.ANYCAST) {
            return;
        }
        if (server.locateQueue(message.getAddressSimpleString()) == null) {
            throw new ActiveMQAddressDoesNotExistException("there is no queue " + message.getAddress());
        }
        if (space.isTooLittleFor(message.getEncodeSize())) {
            throw new ActiveMQAddressFullException("the broker's disk is full");
        }
    }
}
