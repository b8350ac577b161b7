package org.ewms.pilot.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long tasks take, as a pilot tells it. */
class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now);

    private void pass(double seconds) {
        now += (long) (seconds * Duration.ofSeconds(1).toNanos());
    }

    private void task(double seconds) {
        Pace.Running task = pace.begins();
        pass(seconds);
        pace.ends(task);
    }

    @Test
    void two_tasks_are_not_enough_to_tell() {
        task(1);
        task(1);
        assertThat(pace.taskSeconds()).isEmpty();
    }

    @Test
    void it_is_the_mean_of_the_last_ten() {
        task(1000);
        for (int i = 0; i < 5; i++) {
            task(1);
            task(3);
        }
        assertThat(pace.taskSeconds()).hasValue(2);
    }

    @Test
    void a_task_that_runs_counts_once_it_takes_longer_than_is_usual() {
        task(1);
        task(1);
        task(1);
        pace.begins();
        pass(0.5);
        assertThat(pace.taskSeconds()).hasValue(1);
        pass(6.5);
        assertThat(pace.taskSeconds()).hasValue(2.5);
    }

    @Test
    void of_a_first_task_that_never_ends_nothing_is_told() {
        pace.begins();
        pace.begins();
        pace.begins();
        pass(1e6);
        assertThat(pace.taskSeconds()).isEmpty();
    }
}
