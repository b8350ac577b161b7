package org.ewms.queues;

import java.util.List;
import org.ewms.workflow.UserSide;

/** What a credential lets its holder do with a queue. */
public enum Access {
    /** Take messages. */
    CONSUME(List.of("read")),
    /** Put messages in. */
    PUBLISH(List.of("write")),
    BOTH(List.of("read", "write")),
    /** Everything, declaring it included: for clients that declare the queues they use, as those in Python do. */
    COMPATIBLE(List.of("configure", "read", "write"));

    private final List<String> actions;

    Access(List<String> actions) {
        this.actions = actions;
    }

    /** RabbitMQ's words for it, applied to the queue. */
    List<String> actions() {
        return actions;
    }

    boolean consumes() {
        return actions.contains("read");
    }

    boolean publishes() {
        return actions.contains("write");
    }

    /** This and the other. */
    public Access and(Access other) {
        if (this == other) {
            return this;
        }
        return this == COMPATIBLE || other == COMPATIBLE ? COMPATIBLE : BOTH;
    }

    static Access of(UserSide side) {
        return switch (side) {
            case WRITES -> PUBLISH;
            case READS -> CONSUME;
            case BOTH -> BOTH;
        };
    }
}
