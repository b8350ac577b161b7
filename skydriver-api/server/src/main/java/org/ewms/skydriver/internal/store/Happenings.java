package org.ewms.skydriver.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells by what a scan was and what it is now what has happened to it; whoever runs the scan, here or elsewhere. */
final class Happenings {
    private final KeptScan before;
    private final KeptScan after;
    private final List<Happening> found = new ArrayList<>();

    private Happenings(KeptScan before, KeptScan after) {
        this.before = before;
        this.after = after;
    }

    /** What happened between the two, in a likely order. */
    static List<Happening> between(KeptScan before, KeptScan after) {
        Happenings happenings = new Happenings(before, after);
        happenings.start();
        happenings.rounds();
        happenings.trouble();
        happenings.end();
        return List.copyOf(happenings.found);
    }

    private void course(String text) {
        found.add(Happening.course(text));
    }

    private void start() {
        int attempts = after.course().attempts();
        if (attempts > before.course().attempts()) {
            course("Taken from the backlog" + (attempts > 1 ? ", attempt " + attempts : ""));
        }
        fresh(before.manifest().workflowId(), after.manifest().workflowId())
                .ifPresent(id -> course("Workflow " + id + " was asked for workers"));
        if (before.manifest().fields().get("event_metadata") == null
                && after.manifest().fields().get("event_metadata") instanceof Map<?, ?> event) {
            course("The event was read: run " + event.get("run_id") + ", event " + event.get("event_id"));
        }
    }

    private void rounds() {
        Map<?, ?> earlier = nsides(before);
        nsides(after).forEach((nside, tally) -> {
            long sent = pixels(tally, "generated");
            long done = pixels(tally, "done");
            Object then = earlier.get(nside);
            if (sent > 0 && pixels(then, "generated") == 0) {
                course("nside " + nside + ": " + sent + " pixels were sent out");
            }
            if (sent > 0
                    && done >= sent
                    && (pixels(then, "done") < pixels(then, "generated") || pixels(then, "generated") < sent)) {
                course("nside " + nside + ": all " + done + " pixels are done");
            }
        });
    }

    private static Map<?, ?> nsides(KeptScan scan) {
        return scan.manifest().fields().get("progress") instanceof Map<?, ?> progress
                        && progress.get("tallies") instanceof Map<?, ?> tallies
                        && tallies.get("nsides") instanceof Map<?, ?> nsides
                ? nsides
                : Map.of();
    }

    private static long pixels(@Nullable Object tally, String what) {
        return tally instanceof Map<?, ?> counts
                        && counts.get("pixels") instanceof Map<?, ?> pixels
                        && pixels.get(what) instanceof Number number
                ? number.longValue()
                : 0;
    }

    private void trouble() {
        @Nullable String now = after.course().trouble();
        if (Objects.equals(before.course().trouble(), now)) {
            return;
        }
        if (now == null) {
            course("It goes on");
        } else {
            boolean over = after.course().stage() == Course.Stage.OVER;
            found.add(new Happening(over ? Happening.Kind.ERROR : Happening.Kind.TROUBLE, now));
        }
    }

    private void end() {
        if (before.course().result() == null
                && after.course().result() != null
                && !after.course().complete()) {
            course("The first partial result is here");
        }
        if (!before.course().complete() && after.course().complete()) {
            course("The final result is here");
        }
        if (!before.manifest().deleted() && after.manifest().deleted()) {
            course("It was deleted");
        }
        fresh(before.manifest().replacedBy(), after.manifest().replacedBy())
                .ifPresent(id -> course("Scan " + id + " replaces it"));
        fresh(
                        Optional.ofNullable(before.course().deactivated()),
                        Optional.ofNullable(after.course().deactivated()))
                .ifPresent(how -> course("Its workflow ended: " + how));
    }

    private static Optional<String> fresh(Optional<String> before, Optional<String> after) {
        return before.equals(after) ? Optional.empty() : after;
    }
}
