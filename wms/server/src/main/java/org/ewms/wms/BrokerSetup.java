package org.ewms.wms;

import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.jspecify.annotations.Nullable;

/**
 * The broker of our own queue service.
 *
 * @param queues makes queues on it
 * @param facts what pilots are told of it
 * @param credentials null for tokens signed with our keys
 */
public record BrokerSetup(
        BrokerQueues queues, BrokerFacts facts, @Nullable TokenIssuer credentials) {
    /** A broker on which clients declare their queues themselves, and which checks our tokens. */
    public static BrokerSetup checkingTokens(BrokerFacts facts) {
        return new BrokerSetup(BrokerQueues.LEFT_TO_CLIENTS, facts, null);
    }
}
