package org.ewms.workflow;

/**
 * A queue that is wanted.
 *
 * @param alias its name within the workflow
 * @param publicly whether the user may have its address and credential
 * @param side what the user does with it
 * @param maxAttempts deliveries of one message before it is a dead letter
 */
public record QueueWish(String alias, boolean publicly, UserSide side, int maxAttempts) {
    /** As the Python services have it, and mqclient where nothing else is said. */
    public static final int DEFAULT_ATTEMPTS = 5;

    /** One of which only the name is known. */
    public static QueueWish of(String alias, boolean publicly) {
        return new QueueWish(alias, publicly, UserSide.BOTH, DEFAULT_ATTEMPTS);
    }
}
