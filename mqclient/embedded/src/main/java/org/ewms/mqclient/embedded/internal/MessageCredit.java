package org.ewms.mqclient.embedded.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.ServerConsumerImpl;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConsumerPlugin;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;

/**
 * The server's half of a credit counted in messages, for consumers of sessions that carry the {@link #MARK}. Artemis counts bytes: it sends
 * while the credit is above zero and then subtracts the message's size. Those consumers grant their credit in whole {@link #UNIT}s, and
 * after each message we correct it so that one unit is gone, whatever the size. What has to be corrected can be told from the credit
 * itself, modulo the unit, so that a grant that arrives at the same moment does no harm.
 */
final class MessageCredit implements ActiveMQServerMessagePlugin, ActiveMQServerConsumerPlugin {
    /** Credit for one message, bytes. */
    static final int UNIT = 1 << 20;

    /** Most units at a time: Artemis keeps the sum in 31 bits. */
    static final int MOST_UNITS = 2_000;

    /** Key and value of the session's meta data. */
    static final String MARK = "ewms-credit-in-messages";

    private final ActiveMQServer server;
    private final Set<ServerConsumer> counted = ConcurrentHashMap.newKeySet();

    MessageCredit(ActiveMQServer server) {
        this.server = server;
    }

    @Override
    public void afterCreateConsumer(ServerConsumer consumer) {
        ServerSession session = server.getSessionByID(consumer.getSessionID());
        if (session != null && session.getMetaData(MARK) != null) {
            counted.add(consumer);
        }
    }

    @Override
    public void afterCloseConsumer(ServerConsumer consumer, boolean failed) {
        counted.remove(consumer);
    }

    @Override
    public void afterDeliver(ServerConsumer consumer, MessageReference reference) {
        if (consumer instanceof ServerConsumerImpl known && counted.contains(consumer)) {
            AtomicInteger credit = known.getAvailableCredits();
            credit.addAndGet(size(credit.get(), reference.getMessage().getEncodeSize()) - UNIT);
        }
    }

    /**
     * What Artemis has subtracted.
     *
     * @param credit what is left, whole units less the size
     * @param about the size to within half a unit
     */
    static int size(int credit, int about) {
        int rest = Math.floorMod(-credit, UNIT);
        return rest + UNIT * Math.floorDiv(about - rest + UNIT / 2, UNIT);
    }
}
