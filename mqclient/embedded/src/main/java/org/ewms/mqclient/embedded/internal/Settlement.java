package org.ewms.mqclient.embedded.internal;

import java.time.Duration;

/** What a consumer decided about a delivery. */
sealed interface Settlement {
    ArtemisDelivery delivery();

    String verb();

    record Ack(ArtemisDelivery delivery) implements Settlement {
        @Override
        public String verb() {
            return "ack";
        }
    }

    record Nack(ArtemisDelivery delivery, Duration delay, String reason) implements Settlement {
        @Override
        public String verb() {
            return "nack";
        }
    }

    record Reject(ArtemisDelivery delivery, String reason) implements Settlement {
        @Override
        public String verb() {
            return "reject";
        }
    }
}
