package org.ewms.pilot;

import java.io.IOException;
import java.util.Map;

/** A task that a pilot does in its own process. */
@FunctionalInterface
public interface BuiltInTask {
    /**
     * Makes it ready, once per pilot.
     *
     * @param environment what the workflow says to the task
     * @throws IOException when something it needs cannot be fetched
     * @throws IllegalArgumentException naming the variable that is missing or wrong
     */
    TaskRunner open(Map<String, String> environment) throws IOException, InterruptedException;
}
