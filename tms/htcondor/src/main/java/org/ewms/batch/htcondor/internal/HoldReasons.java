package org.ewms.batch.htcondor.internal;

import static java.util.Map.entry;

import java.util.Map;

/** HTCondor's hold reason codes in words, after the list of the job attribute {@code HoldReasonCode} in its manual. */
public final class HoldReasons {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            entry(1, "by request of a user"),
            entry(2, "grid middleware failed"),
            entry(3, "the job's own policy"),
            entry(4, "credentials are corrupted"),
            entry(5, "the job's own policy is undefined"),
            entry(6, "the pilot could not be started"),
            entry(7, "its standard output cannot be opened"),
            entry(8, "its standard input cannot be opened"),
            entry(9, "its output stream cannot be opened"),
            entry(10, "its input stream cannot be opened"),
            entry(11, "a file transfer was not acknowledged"),
            entry(12, "transfer of output files failed"),
            entry(13, "transfer of input files failed"),
            entry(14, "its working directory cannot be entered"),
            entry(15, "submitted on hold"),
            entry(16, "input files are being spooled"),
            entry(17, "shadow and job do not fit"),
            entry(18, "a file transfer was not allowed to go on"),
            entry(19, "a hook that prepares jobs failed"),
            entry(20, "its time of execution was missed"),
            entry(21, "held by the machine's policy"),
            entry(22, "the event log cannot be written"),
            entry(23, "the user's account cannot be used"),
            entry(24, "no shadow fits"),
            entry(25, "its schedule is malformed"),
            entry(26, "the system's policy"),
            entry(27, "the system's policy is undefined"),
            entry(32, "input files are too large"),
            entry(33, "output files are too large"),
            entry(34, "out of resources: more memory or disk used than requested"),
            entry(35, "the container image is invalid"),
            entry(36, "a checkpoint failed"),
            entry(37, "EC2 user error"),
            entry(38, "EC2 internal error"),
            entry(39, "EC2 administrator error"),
            entry(40, "EC2 connection problem"),
            entry(41, "EC2 server error"),
            entry(42, "EC2 instance potentially lost"),
            entry(43, "a pre-script failed"),
            entry(44, "a post-script failed"),
            entry(45, "the test of the container runtime failed"),
            entry(46, "allowed duration exceeded"),
            entry(47, "allowed execution time exceeded"),
            entry(48, "a hook of the shadow failed"));

    private HoldReasons() {}

    /** The code in words, the same for all jobs held for the same cause. */
    public static String of(int code) {
        return WORDS.getOrDefault(code, "hold reason code " + code);
    }
}
