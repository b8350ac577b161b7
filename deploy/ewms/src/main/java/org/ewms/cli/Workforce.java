package org.ewms.cli;

/** The pilots a scan brings along. Closing stops them. */
sealed interface Workforce extends AutoCloseable
        permits PilotThreads, PilotProcesses, ScanWorkers.Submitted, Workforce.None {
    /**
     * Throws why the pilots cannot go on, if so.
     *
     * @throws RuntimeException with the cause
     */
    void check();

    /** For display. */
    String describe();

    @Override
    void close();

    /** Pilots are started elsewhere. */
    record None() implements Workforce {
        @Override
        public void check() {}

        @Override
        public String describe() {
            return "pilots from elsewhere";
        }

        @Override
        public void close() {}
    }
}
