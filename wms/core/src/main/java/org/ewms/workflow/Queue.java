package org.ewms.workflow;

/**
 * A queue of a workflow.
 *
 * @param id its name on the broker
 * @param alias its name within the workflow
 * @param publicly whether the user may have its address and credential
 */
public record Queue(String id, String alias, boolean publicly) {}
