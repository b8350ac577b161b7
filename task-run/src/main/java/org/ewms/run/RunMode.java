package org.ewms.run;

/** Which of the inputs a run works on. */
public enum RunMode {
    /** Those that have never been worked on as they and the command are now, and those whose result is gone or was changed. */
    MISSING,
    /** Those whose last outcome is a failure, whatever has changed since. */
    FAILED
}
