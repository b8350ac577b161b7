package org.ewms.mqclient.nats.internal;

import org.jspecify.annotations.Nullable;

/**
 * Where a delivery comes from, as its reply subject tells: {@code $JS.ACK.[DOMAIN.ACCOUNT.]STREAM.CONSUMER.ATTEMPT.SEQUENCE} and more. The
 * library reads the rest as well, with a date, which takes longer than everything else a delivery needs.
 *
 * @param attempt 1 for the first
 * @param sequence of the message in its stream
 */
record Origin(String stream, int attempt, long sequence) {
    private static final int LONGEST_WITHOUT_DOMAIN = 9;

    /** @throws IllegalArgumentException when it is not the reply subject of a delivery */
    static Origin of(@Nullable String subject) {
        if (subject == null || !subject.startsWith("$JS.ACK.")) {
            throw new IllegalArgumentException("not a delivery of JetStream: reply subject " + subject);
        }
        int stream = after(subject, 0, dots(subject) >= LONGEST_WITHOUT_DOMAIN ? 4 : 2);
        int attempt = after(subject, stream, 2);
        int sequence = after(subject, attempt, 1);
        return new Origin(
                subject.substring(stream, subject.indexOf('.', stream)),
                (int) Math.min(Integer.MAX_VALUE, number(subject, attempt)),
                number(subject, sequence));
    }

    /** What a message without an id is called. */
    String id() {
        return NatsQueues.id(stream, sequence);
    }

    private static int dots(String subject) {
        int dots = 0;
        for (int at = subject.indexOf('.'); at >= 0; at = subject.indexOf('.', at + 1)) {
            dots++;
        }
        return dots;
    }

    private static int after(String subject, int start, int dots) {
        int at = start;
        for (int i = 0; i < dots; i++) {
            int dot = subject.indexOf('.', at);
            if (dot < 0) {
                throw new IllegalArgumentException("not a delivery of JetStream: reply subject " + subject);
            }
            at = dot + 1;
        }
        return at;
    }

    private static long number(String subject, int start) {
        int dot = subject.indexOf('.', start);
        return Long.parseLong(subject, start, dot < 0 ? subject.length() : dot, 10);
    }
}
