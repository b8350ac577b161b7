package org.ewms.store;

/** Kinds of documents that can be asked for. */
public enum Kind {
    WORKFLOW,
    TASK_DIRECTIVE,
    TASKFORCE
}
