package org.ewms.pilot;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often a failed event is tried, and how long it rests in between, by the kind of failure. The queue's own limit of attempts holds
 * besides.
 *
 * @param otherwise for kinds without a rule of their own
 * @param byKind rules of their own
 */
public record RetryPolicy(Rule otherwise, Map<FailureKind, Rule> byKind) {
    /**
     * The rule for one kind.
     *
     * @param attempts after which the event is dead-lettered, counting all its attempts whatever their failure, at least 1
     * @param backoff rest before the next attempt
     */
    public record Rule(int attempts, Backoff backoff) {
        public Rule {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be at least 1, is " + attempts);
            }
        }
    }

    public RetryPolicy {
        byKind = byKind.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(byKind));
    }

    /** As often as the queue allows, with this rest. */
    public static RetryPolicy of(Backoff backoff) {
        return new RetryPolicy(new Rule(Integer.MAX_VALUE, backoff), Map.of());
    }

    public RetryPolicy with(FailureKind kind, Rule rule) {
        Map<FailureKind, Rule> all = new EnumMap<>(FailureKind.class);
        all.putAll(byKind);
        all.put(kind, rule);
        return new RetryPolicy(otherwise, all);
    }

    /** That of {@link FailureKind#TERMINATED} is that of {@link FailureKind#EXIT} if it has none. */
    public Rule rule(FailureKind kind) {
        Rule own = byKind.get(kind);
        if (own == null && kind == FailureKind.TERMINATED) {
            own = byKind.get(FailureKind.EXIT);
        }
        return own == null ? otherwise : own;
    }
}
