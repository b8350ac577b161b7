package org.ewms.service;

/** A reply that goes on: server-sent events. */
@FunctionalInterface
public interface EventStream {
    /** Where events go. */
    interface Sink {
        /** Sends one event; false when nobody listens any more. */
        boolean send(String event, Object data);

        /** Sends one event with an id, which a listener that comes again tells in {@code Last-Event-ID}; false when nobody listens any more. */
        boolean send(long id, String event, Object data);

        /** Lets the listener know that there is nothing new; false when nobody listens any more. */
        boolean nothingNew();
    }

    /** Sends until there is nothing more to come or nobody listens. */
    void run(Sink sink) throws InterruptedException;
}
