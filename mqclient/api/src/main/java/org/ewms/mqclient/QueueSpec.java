package org.ewms.mqclient;

import java.util.regex.Pattern;

/**
 * A queue to be created: durable, with a dead-letter queue.
 *
 * @param name letters, digits, {@code . _ -}, at most 200 characters
 * @param maxAttempts deliveries of one message before it goes to the dead-letter queue, 1..1000
 */
public record QueueSpec(String name, int maxAttempts) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    public QueueSpec {
        checkName(name);
        if (maxAttempts < 1 || maxAttempts > 1000) {
            throw new IllegalArgumentException("maxAttempts must be 1..1000, is " + maxAttempts);
        }
    }

    public static QueueSpec of(String name) {
        return new QueueSpec(name, 5);
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "queue name must be 1..200 of letters, digits, '.', '_', '-'; is '" + name + "'");
        }
    }
}
