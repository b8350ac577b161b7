package org.ewms.pilot.upstream;

import org.ewms.mqclient.MessageBroker;

/** Before the broker is there. */
enum NoStation implements Station {
    HERE;

    @Override
    public String type() {
        throw new IllegalStateException("not started");
    }

    @Override
    public String address() {
        throw new IllegalStateException("not started");
    }

    @Override
    public String token() {
        throw new IllegalStateException("not started");
    }

    @Override
    public MessageBroker connect() {
        throw new IllegalStateException("not started");
    }

    @Override
    public void close() {}
}
