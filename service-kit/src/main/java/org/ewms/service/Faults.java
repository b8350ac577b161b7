package org.ewms.service;

import org.jspecify.annotations.Nullable;

/** Says what a service's own exceptions mean to whoever asked. */
@FunctionalInterface
public interface Faults {
    /** None but {@link ApiException} is known. */
    Faults NONE = e -> null;

    /** The error to answer with; null when it should not have happened, which is answered with 500. */
    @Nullable
    ApiException of(RuntimeException e);
}
