package org.ewms.mqclient.nats.internal;

/** A queue's names in NATS, the same as the Python MQClient's; dots, which those cannot have, become equals signs. */
public final class Names {
    /** The consumer all subscriptions of a queue share. */
    public static final String CONSUMER = "psub";

    private Names() {}

    public static String stream(String queue) {
        return queue.replace('.', '=') + "-stream";
    }

    public static String subject(String queue) {
        return queue.replace('.', '=') + "-subject";
    }
}
