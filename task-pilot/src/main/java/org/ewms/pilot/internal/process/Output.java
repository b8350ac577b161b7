package org.ewms.pilot.internal.process;

/** Told what a task prints, piece by piece, on the threads that read it. */
public interface Output {
    /** Nobody wants to know; the last words on stderr are kept for the reason of a failure all the same. */
    Output NONE = new Output() {
        @Override
        public boolean wantsStdout() {
            return false;
        }

        @Override
        public void stdout(byte[] buffer, int length) {}

        @Override
        public void stderr(byte[] buffer, int length) {}
    };

    boolean wantsStdout();

    /** @param buffer valid during the call only */
    void stdout(byte[] buffer, int length);

    /** @param buffer valid during the call only */
    void stderr(byte[] buffer, int length);
}
