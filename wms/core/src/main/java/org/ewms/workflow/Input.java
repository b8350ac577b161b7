package org.ewms.workflow;

/**
 * Events for one queue.
 *
 * @param alias of the queue
 */
public record Input(String alias, InputSource source) {}
