package org.ewms.pilot.internal;

import java.util.List;

/** Told what a pilot does, to pass it on; none of the calls waits. */
public interface PilotNews extends AutoCloseable {
    void started();

    /** One of the states the original pilot knows, as {@code Tasking}. */
    void status(String status);

    void error(String error, String details);

    /** Totals so far. */
    void totals(long success, long failed);

    /** How long a task takes with this pilot, in seconds, by its last ones. */
    default void pace(double taskSeconds) {}

    /** Tells what is left, for some seconds at most. */
    @Override
    void close();

    /** All of these are told. */
    static PilotNews to(List<? extends PilotNews> all) {
        return new PilotNews() {
            @Override
            public void started() {
                all.forEach(PilotNews::started);
            }

            @Override
            public void status(String status) {
                all.forEach(each -> each.status(status));
            }

            @Override
            public void error(String error, String details) {
                all.forEach(each -> each.error(error, details));
            }

            @Override
            public void totals(long success, long failed) {
                all.forEach(each -> each.totals(success, failed));
            }

            @Override
            public void pace(double taskSeconds) {
                all.forEach(each -> each.pace(taskSeconds));
            }

            @Override
            public void close() {
                all.forEach(PilotNews::close);
            }
        };
    }
}
