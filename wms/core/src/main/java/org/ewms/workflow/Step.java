package org.ewms.workflow;

/** What is still to be done for a workflow, in this order. Written with the change that asks for it, struck off when done. */
public enum Step {
    /** Write its queues, directives and taskforces. */
    CREATE,
    /** Have its queues made and their credentials issued. */
    ACTIVATE,
    /** Let its taskforces through to the batch system. */
    LAUNCH,
    /** Put in the events that the request asked for, a part at a time. */
    FEED,
    /** Tell its taskforces to stop. */
    STOP,
    /** Remove its queues from the broker, some time after it was deactivated. */
    REMOVE_QUEUES
}
