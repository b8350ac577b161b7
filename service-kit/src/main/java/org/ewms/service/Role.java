package org.ewms.service;

import java.util.List;

/** What somebody may be to a service; each service has an enum of its own. */
public interface Role {
    /** Of whoever uses a route that asks nobody who they are. */
    Role ANYBODY = new Role() {
        @Override
        public String name() {
            return "ANYBODY";
        }

        @Override
        public boolean everywhere() {
            return true;
        }
    };

    /** Its name in upper case, words joined by underscores; in configuration it is written in lower case with hyphens. */
    String name();

    /** Whether everybody's things are open to who has it. */
    boolean everywhere();

    /** Roles that who has it has too. */
    default List<Role> included() {
        return List.of();
    }
}
