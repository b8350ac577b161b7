package org.ewms.mqclient;

import java.util.Set;

/**
 * What roles may do with a queue, where the broker itself keeps it. Who holds which role, its tokens tell. All methods may be repeated, and
 * throw {@link RefusedException} to whoever may not decide that.
 */
public interface RoleRights {
    /** What can be allowed. */
    enum Right {
        CONSUME,
        PUBLISH
    }

    /** From now on the role has these rights in that queue, which exists, and no others. */
    void grant(String queue, String role, Set<Right> rights);

    /** From now on the role has none in that queue, which need not exist; who uses one is cut off. */
    void revoke(String queue, String role);
}
