package org.ewms.mqclient;

import java.util.Map;

/** Some messages of a batch were not confirmed; the others were. */
public final class BatchException extends MqException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Throwable> failures;

    /** @param failures message id → cause, not empty */
    public BatchException(Map<String, Throwable> failures) {
        super(failures.size() + " messages were not confirmed, first: "
                + failures.entrySet().iterator().next());
        this.failures = Map.copyOf(failures);
    }

    public Map<String, Throwable> failures() {
        return failures;
    }
}
