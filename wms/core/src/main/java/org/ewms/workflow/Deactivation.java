package org.ewms.workflow;

/** Why a workflow takes no more part. Its word is the API's. */
public enum Deactivation {
    /** The user gave it up. */
    ABORTED,
    /** The user has what was wanted. */
    FINISHED
}
