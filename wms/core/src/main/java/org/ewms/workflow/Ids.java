package org.ewms.workflow;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes hierarchical ids: a task's begins with its workflow's, a taskforce's with its task's. */
public final class Ids {
    private final RandomGenerator random;

    /** @param random safe for use by several threads if this is; 32 bits are taken per workflow, task and taskforce */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** {@code WF-<hex seconds since 1970>-<8 hex>}. */
    public String workflow(Instant now) {
        return "WF-" + Long.toHexString(now.getEpochSecond()) + "-" + hex32();
    }

    /** {@code TK-<workflow part>-<8 hex>}. */
    public String task(String workflowId) {
        return "TK-" + part(workflowId) + "-" + hex32();
    }

    /** {@code TF-<task part>-<8 hex>}. */
    public String taskforce(String taskId) {
        return "TF-" + part(taskId) + "-" + hex32();
    }

    /** Name of a queue: {@code a} and 20 hex digits. */
    public String queue() {
        return "a" + HexFormat.of().toHexDigits(random.nextLong())
                + HexFormat.of().toHexDigits((short) random.nextInt());
    }

    /** Marks one attempt to submit a taskforce, so that its cluster is found again after a crash. */
    public String submission() {
        return "SB-" + HexFormat.of().toHexDigits(random.nextLong());
    }

    private String hex32() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    private static String part(String id) {
        return id.substring(id.indexOf('-') + 1);
    }
}
