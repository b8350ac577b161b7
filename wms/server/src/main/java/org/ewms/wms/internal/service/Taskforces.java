package org.ewms.wms.internal.service;

import java.time.Clock;
import java.util.Optional;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.TaskforceEvent;
import org.ewms.workflow.TaskforceLifecycle;
import org.ewms.workflow.Transition;

/** Changes taskforces in the store: reads, decides, compares and sets, and reads again when somebody else was first. */
public final class Taskforces {
    private final WorkflowStore store;
    private final WaitingRoom room;
    private final Clock clock;

    public Taskforces(WorkflowStore store, WaitingRoom room, Clock clock) {
        this.store = store;
        this.room = room;
        this.clock = clock;
    }

    /** What became of the event; empty when there is no such taskforce. */
    public Optional<Transition> happened(String uuid, TaskforceEvent event) {
        for (; ; ) {
            Optional<Taskforce> before = store.taskforce(uuid);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            Transition outcome = TaskforceLifecycle.apply(before.get(), event, clock.instant());
            if (!(outcome instanceof Transition.Changed(Taskforce next))) {
                room.now(before.get());
                return Optional.of(outcome);
            }
            if (stored(next)) {
                return Optional.of(outcome);
            }
        }
    }

    /** Writes the next version; false when somebody else was first. */
    public boolean stored(Taskforce next) {
        boolean written = store.replace(next);
        if (written) {
            room.now(next);
        }
        return written;
    }
}
