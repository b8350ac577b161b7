package org.ewms.mqclient.pulsar.internal;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.ewms.mqclient.RoleRights;
import org.ewms.mqclient.adapter.Retries;
import org.jspecify.annotations.Nullable;

/** Roles' permissions on topics. They stand in the policies of the namespace, which several may be changing at the same moment. */
final class PulsarRights implements RoleRights {
    /** Tries a call until it succeeds or its time is up. */
    interface Administration {
        Boolean administer(String what, Retries.Call<Boolean> call);
    }

    private final Admin admin;
    private final Administration administration;

    PulsarRights(Admin admin, Administration administration) {
        this.admin = admin;
        this.administration = administration;
    }

    @Override
    public void grant(String queue, String role, Set<Right> rights) {
        String actions = rights.stream()
                .map(right -> switch (right) {
                    case CONSUME -> "\"consume\"";
                    case PUBLISH -> "\"produce\"";
                })
                .collect(Collectors.joining(",", "[", "]"));
        Boolean unused = administration.administer(
                "give role " + role + " rights in queue " + queue, () -> call("POST", queue, role, actions));
    }

    @Override
    public void revoke(String queue, String role) {
        Boolean unused = administration.administer(
                "take from role " + role + " its rights in queue " + queue, () -> call("DELETE", queue, role, null));
    }

    private Boolean call(String method, String queue, String role, @Nullable String body)
            throws IOException, InterruptedException {
        try {
            return admin.callUnless(Admin.NOT_FOUND, method, queue, "/permissions/" + role, body);
        } catch (AdminException e) {
            if (e.status() == Admin.CONFLICT) {
                throw new IOException("others change rights at the same moment: " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
