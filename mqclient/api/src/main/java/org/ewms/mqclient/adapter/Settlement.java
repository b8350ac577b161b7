package org.ewms.mqclient.adapter;

import java.time.Duration;

/** What a consumer decided about a delivery. */
public sealed interface Settlement {
    /** The method of {@link org.ewms.mqclient.Delivery} that says it. */
    String verb();

    /** Done with. */
    record Ack() implements Settlement {
        @Override
        public String verb() {
            return "ack";
        }
    }

    /** Once more, not before {@code delay} has passed. */
    record Nack(Duration delay, String reason) implements Settlement {
        public Nack {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative, is " + delay);
            }
        }

        @Override
        public String verb() {
            return "nack";
        }
    }

    /** To the dead-letter queue. */
    record Reject(String reason) implements Settlement {
        @Override
        public String verb() {
            return "reject";
        }
    }
}
