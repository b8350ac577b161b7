package org.ewms.wms.internal.service;

import java.time.Clock;
import java.util.List;
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

    /**
     * What the taskforce is after these events, written as one change but not told to a TMS yet; empty when it was not changed. Events
     * that it refuses or ignores are passed over.
     */
    public Optional<Taskforce> advanced(Taskforce known, List<TaskforceEvent> events) {
        for (Taskforce before = known; ; ) {
            Taskforce after = TaskforceLifecycle.after(before, events, clock.instant());
            if (after.equals(before)) {
                return Optional.empty();
            }
            if (store.replace(after.since(before))) {
                return Optional.of(after.since(before));
            }
            Optional<Taskforce> fresh = store.taskforce(known.uuid());
            if (fresh.isEmpty()) {
                return fresh;
            }
            before = fresh.get();
        }
    }

    /** Tells whoever waits for it how the taskforce is now. */
    public void told(Taskforce now) {
        room.now(now);
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
