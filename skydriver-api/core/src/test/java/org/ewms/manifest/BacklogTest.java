package org.ewms.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Backlog BACKLOG = new Backlog(2, 3, 300);

    private static BacklogEntry entry(String id, double timestamp, int priority) {
        return of("", id, timestamp, priority);
    }

    private static BacklogEntry of(String submitter, String id, double timestamp, int priority) {
        return new BacklogEntry(id, timestamp, priority, 0, 0, submitter);
    }

    private static List<String> next(int running, BacklogEntry... waiting) {
        return next(Collections.nCopies(running, ""), waiting);
    }

    private static List<String> next(List<String> running, BacklogEntry... waiting) {
        return BACKLOG.next(WaitingScans.of(List.of(waiting)), each -> true, running, 1000).stream()
                .map(BacklogEntry::scanId)
                .toList();
    }

    @Test
    void the_highest_priority_is_first_and_among_equals_the_oldest() {
        assertThat(next(0, entry("young", 2, 5), entry("old", 1, 5), entry("low", 0, 1)))
                .containsExactly("old", "young");
    }

    @Test
    void only_so_many_run_at_a_time() {
        assertThat(next(1, entry("a", 1, 0), entry("b", 2, 0))).containsExactly("a");
        assertThat(next(2, entry("a", 1, 0))).isEmpty();
    }

    @Test
    void urgent_scans_do_not_wait_for_a_place() {
        assertThat(next(2, entry("low", 0, 99), entry("a", 2, 100), entry("b", 1, 100), entry("c", 3, 200)))
                .containsExactly("c", "b", "a");
    }

    @Test
    void urgent_scans_take_the_places_of_others() {
        assertThat(next(0, entry("low", 0, 99), entry("a", 2, 100), entry("b", 1, 100)))
                .containsExactly("b", "a");
    }

    @Test
    void submitters_take_turns() {
        assertThat(next(0, of("ann", "a1", 1, 0), of("ann", "a2", 2, 0), of("bob", "b1", 3, 0)))
                .containsExactly("a1", "b1");
        assertThat(next(List.of("ann"), of("ann", "a2", 2, 0), of("bob", "b1", 3, 0)))
                .containsExactly("b1");
    }

    @Test
    void a_higher_priority_goes_before_a_turn() {
        assertThat(next(List.of("ann"), of("ann", "a2", 2, 1), of("bob", "b1", 1, 0)))
                .containsExactly("a2");
    }

    @Test
    void places_are_shared_as_evenly_as_what_is_waiting_allows() {
        long seed = Long.getLong("ewms.seed", 20261126);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Integer.getInteger("ewms.rounds", 2000); round++) {
            Backlog backlog = new Backlog(1 + random.nextInt(20), 3, 0);
            List<String> running = random.ints(random.nextInt(25), 0, 5)
                    .mapToObj(each -> "user" + each)
                    .toList();
            List<BacklogEntry> waiting = waiting(random, 40);
            String description = "seed " + seed + ", round " + round;
            List<BacklogEntry> next = backlog.next(WaitingScans.of(waiting), each -> true, running, 1000);
            holds(backlog, waiting, running, next, description);
        }
    }

    private static List<BacklogEntry> waiting(SplittableRandom random, int most) {
        List<BacklogEntry> waiting = new ArrayList<>();
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            int priority = random.nextInt(12) == 0 ? 100 + random.nextInt(2) : random.nextInt(2);
            waiting.add(of("user" + random.nextInt(5), "scan" + i, random.nextInt(10), priority));
        }
        return waiting;
    }

    /** The rule as it is told: sort everything, count everybody's turns. */
    private static List<BacklogEntry> sorted(Backlog backlog, List<BacklogEntry> waiting, List<String> running) {
        List<BacklogEntry> ready = waiting.stream()
                .sorted(Comparator.comparingInt(BacklogEntry::priority)
                        .reversed()
                        .thenComparingDouble(BacklogEntry::timestamp)
                        .thenComparing(BacklogEntry::scanId))
                .toList();
        List<BacklogEntry> next = new ArrayList<>(
                ready.stream().filter(each -> each.priority() >= Backlog.URGENT).toList());
        Map<String, Integer> turns = new HashMap<>();
        running.forEach(each -> turns.merge(each, 1, Integer::sum));
        next.forEach(each -> turns.merge(each.submitter(), 1, Integer::sum));
        Map<BacklogEntry, Integer> turn = new HashMap<>();
        ready.stream()
                .filter(each -> each.priority() < Backlog.URGENT)
                .forEach(each -> turn.put(each, turns.merge(each.submitter(), 1, Integer::sum)));
        int places = Math.max(0, backlog.mostRunning() - running.size() - next.size());
        ready.stream()
                .filter(turn::containsKey)
                .sorted(Comparator.comparingInt((BacklogEntry each) -> -each.priority())
                        .thenComparingInt(turn::get))
                .limit(places)
                .forEach(next::add);
        return next;
    }

    @Test
    void scans_that_come_and_go_have_the_turns_that_they_have_when_all_are_sorted() {
        long seed = Long.getLong("ewms.seed", 20261127);
        SplittableRandom random = new SplittableRandom(seed);
        WaitingScans kept = new WaitingScans();
        Map<String, BacklogEntry> waiting = new HashMap<>();
        for (int round = 0; round < Integer.getInteger("ewms.rounds", 2000); round++) {
            waiting(random, 10).forEach(each -> {
                kept.put(each);
                waiting.put(each.scanId(), each);
            });
            for (int i = random.nextInt(5); i > 0; i--) {
                String gone = "scan" + random.nextInt(10);
                kept.remove(gone);
                waiting.remove(gone);
            }
            Backlog backlog = new Backlog(1 + random.nextInt(10), 3, 0);
            List<String> running = random.ints(random.nextInt(6), 0, 5)
                    .mapToObj(each -> "user" + each)
                    .toList();
            assertThat(kept.size()).isEqualTo(waiting.size());
            assertThat(backlog.next(kept, each -> true, running, 1000))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(sorted(backlog, List.copyOf(waiting.values()), running));
        }
    }

    @Test
    void what_somebody_else_has_begun_with_is_not_to_be_had() {
        WaitingScans waiting = WaitingScans.of(List.of(entry("theirs", 1, 0), entry("free", 2, 0)));
        assertThat(BACKLOG.next(waiting, each -> !each.scanId().equals("theirs"), List.of(), 1000))
                .extracting(BacklogEntry::scanId)
                .containsExactly("free");
    }

    private static void holds(
            Backlog backlog, List<BacklogEntry> waiting, List<String> running, List<BacklogEntry> next, String what) {
        assertThat(waiting).as(what).containsAll(next);
        assertThat(next).as(what).doesNotHaveDuplicates();
        List<BacklogEntry> left = new ArrayList<>(waiting);
        left.removeAll(next);
        assertThat(left).as(what + ": urgent scans do not wait").noneMatch(each -> each.priority() >= Backlog.URGENT);
        long urgent = waiting.stream()
                .filter(each -> each.priority() >= Backlog.URGENT)
                .count();
        long places = Math.max(0, backlog.mostRunning() - running.size() - urgent);
        assertThat(next.size() - urgent)
                .as(what + ": no place stays empty")
                .isEqualTo(Math.min(places, waiting.size() - urgent));
        Map<String, Long> shares = new HashMap<>();
        running.forEach(each -> shares.merge(each, 1L, Long::sum));
        next.forEach(each -> shares.merge(each.submitter(), 1L, Long::sum));
        for (BacklogEntry started : next) {
            for (BacklogEntry waits : left) {
                if (started.priority() >= Backlog.URGENT) {
                    continue;
                }
                assertThat(started.priority()).as(what).isGreaterThanOrEqualTo(waits.priority());
                if (started.priority() == waits.priority()
                        && !started.submitter().equals(waits.submitter())) {
                    assertThat(shares.get(started.submitter()))
                            .as(what + ": " + started + " is no more than a turn ahead of " + waits)
                            .isLessThanOrEqualTo(shares.getOrDefault(waits.submitter(), 0L) + 1);
                }
                if (started.priority() == waits.priority()
                        && started.submitter().equals(waits.submitter())) {
                    assertThat(started.timestamp()).as(what).isLessThanOrEqualTo(waits.timestamp());
                }
            }
        }
    }

    @Test
    void a_start_under_way_is_left_alone_for_a_while() {
        assertThat(next(0, new BacklogEntry("fresh", 0, 0, 800, 1, ""))).isEmpty();
        assertThat(next(0, new BacklogEntry("stale", 0, 0, 600, 1, ""))).containsExactly("stale");
    }

    @Test
    void after_so_many_attempts_a_scan_is_given_up() {
        BacklogEntry tried = new BacklogEntry("tried", 0, 0, 1, 3, "");
        assertThat(next(0, tried)).isEmpty();
        assertThat(BACKLOG.givenUp(WaitingScans.of(List.of(tried, entry("a", 1, 0)))))
                .containsExactly(tried);
    }
}
