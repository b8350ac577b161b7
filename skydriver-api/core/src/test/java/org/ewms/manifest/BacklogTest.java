package org.ewms.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Backlog BACKLOG = new Backlog(2, 3, 300);

    private static BacklogEntry entry(String id, double timestamp, int priority) {
        return new BacklogEntry(id, timestamp, priority, 0, 0);
    }

    private static List<String> next(int running, BacklogEntry... waiting) {
        return BACKLOG.next(List.of(waiting), running, 1000).stream()
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
    void a_start_under_way_is_left_alone_for_a_while() {
        assertThat(next(0, new BacklogEntry("fresh", 0, 0, 800, 1))).isEmpty();
        assertThat(next(0, new BacklogEntry("stale", 0, 0, 600, 1))).containsExactly("stale");
    }

    @Test
    void after_so_many_attempts_a_scan_is_given_up() {
        BacklogEntry tried = new BacklogEntry("tried", 0, 0, 1, 3);
        assertThat(next(0, tried)).isEmpty();
        assertThat(BACKLOG.givenUp(List.of(tried, entry("a", 1, 0)))).containsExactly(tried);
    }
}
