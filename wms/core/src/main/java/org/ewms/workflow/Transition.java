package org.ewms.workflow;

/** What became of an event. */
public sealed interface Transition {
    /** The taskforce changed and must be stored: its phase, its log, its cluster or its lease. */
    record Changed(Taskforce taskforce) implements Transition {}

    /** The event had been taken note of before, or tells nothing new: it is confirmed, nothing is stored. */
    record Unchanged() implements Transition {}

    /** The event cannot happen to this taskforce. */
    record Refused(String reason) implements Transition {}
}
