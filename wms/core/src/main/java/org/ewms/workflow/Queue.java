package org.ewms.workflow;

/**
 * A queue of a workflow.
 *
 * @param id its name on the broker
 * @param wish what was asked for
 */
public record Queue(String id, QueueWish wish) {
    public String alias() {
        return wish.alias();
    }

    public boolean publicly() {
        return wish.publicly();
    }
}
