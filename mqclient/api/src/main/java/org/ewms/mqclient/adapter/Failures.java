package org.ewms.mqclient.adapter;

import org.ewms.mqclient.MqException;

/** What the errors of a broker's library mean to a caller. */
public interface Failures {
    /** Whether a new connection or a later attempt may cure it. */
    boolean isTransient(Throwable error);

    /** @param what the thing tried and on what, for instance {@code publish m1 to tasks} */
    MqException describe(Throwable error, String what);

    /** The broker's address, without secrets. */
    String address();
}
