package org.ewms.workflow.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How many workers there should be, over random histories and at the corners. */
class ScalingPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static ScalingLimits limits(int min, int max) {
        return new ScalingLimits(min, max, Duration.ofSeconds(600), Duration.ofSeconds(60), 10);
    }

    private static Load load(long backlog, int workers, double seconds) {
        return new Load(backlog, workers, 0, seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds), null);
    }

    private static Scaling first(ScalingLimits limits, Load load) {
        return new ScalingPolicy(Plant.PERIOD).decide(limits, Scaling.NONE, load, NOW);
    }

    @Property(tries = 300)
    void any_history_stays_within_the_limits_and_ends_at_zero(
            @ForAll long seed, @ForAll @IntRange(max = 20) int min, @ForAll @IntRange(min = 1, max = 500) int room) {
        Random random = new Random(seed);
        ScalingLimits limits = limits(min, min + room);
        Plant plant = new Plant(limits, Math.exp(random.nextDouble(-4, 6)));
        for (int i = 0; i < 200; i++) {
            if (random.nextInt(10) == 0) {
                plant.arrive(random.nextInt(20_000));
            }
            if (random.nextInt(10) == 0) {
                plant.lose(random.nextInt(30));
            }
            boolean backlog = plant.backlog() > 0;
            int wanted = plant.period(random.nextInt(4) == 0 ? random.nextInt(50) : 0)
                    .wanted();
            assertThat(wanted).isLessThanOrEqualTo(limits.max()).isNotNegative();
            if (backlog) {
                assertThat(wanted).isGreaterThanOrEqualTo(Math.max(1, min));
            }
        }
        plant.holdBacklogAt(0);
        for (int i = 0; i < 8; i++) {
            plant.period();
        }
        assertThat(plant.workers()).as("a minute without events").isZero();
    }

    @Property(tries = 200)
    void workers_rise_within_one_period_of_the_first_event(
            @ForAll @IntRange(min = 1, max = 100_000) int events, @ForAll @IntRange(min = 1, max = 1000) int max) {
        Plant plant = new Plant(limits(0, max), 1);
        plant.period();
        assertThat(plant.workers()).isZero();
        plant.arrive(events);
        assertThat(plant.period().wanted()).isPositive();
    }

    @Property(tries = 200)
    void a_steady_backlog_leaves_the_number_of_workers_where_it_is(
            @ForAll @IntRange(min = 1, max = 50_000) int backlog, @ForAll @IntRange(min = 1, max = 300) int seconds) {
        Plant plant = new Plant(limits(0, 400), seconds);
        for (int i = 0; i < 200; i++) {
            plant.holdBacklogAt(backlog);
            // As many come as go, which only who puts them in can tell: their time is then not measured anew.
            plant.period();
        }
        List<Integer> late = plant.history().subList(100, 200);
        assertThat(late.stream().distinct()).hasSize(1);
    }

    @Property(tries = 100)
    void workers_never_go_and_come_again_while_a_backlog_is_worked_off(
            @ForAll @IntRange(min = 1, max = 200_000) int events, @ForAll @IntRange(min = 1, max = 200) int tenths) {
        Plant plant = new Plant(limits(0, 300), tenths / 10.0);
        plant.arrive(events);
        boolean fell = false;
        int before = 0;
        for (int i = 0; i < 2000 && (plant.backlog() > 0 || plant.workers() > 0); i++) {
            int workers = plant.period().wanted();
            fell |= workers < before;
            assertThat(fell && workers > before).as("rises after it fell").isFalse();
            before = workers;
        }
        assertThat(plant.workers()).isZero();
    }

    @Test
    void workers_are_backlog_times_task_time_over_the_time_there_is() {
        Scaling decision = first(limits(0, 1000), load(6000, 20, 2));
        assertThat(decision.wanted()).isEqualTo(20);
        assertThat(decision.reason()).isEqualTo("6000 events left of 2.0 s each, to be done in 600 s: 20 workers");
        Load urgent = new Load(6000, 20, 0, OptionalDouble.of(2), Duration.ofSeconds(300));
        assertThat(first(limits(0, 1000), urgent).wanted())
                .as("a deadline nearer than the target")
                .isEqualTo(40);
    }

    @Test
    void a_step_up_at_most_doubles_and_says_that_more_will_come() {
        Scaling decision = first(limits(0, 1000), load(60_000, 30, 10));
        assertThat(decision.wanted()).isEqualTo(60);
        assertThat(decision.reason()).contains("60000 events", "1000 workers", "60 now, more later");
        assertThat(first(limits(200, 1000), load(60_000, 0, 10)).wanted())
                .as("but reaches the minimum")
                .isEqualTo(200);
    }

    @Test
    void no_second_step_is_taken_within_a_period() {
        ScalingPolicy policy = new ScalingPolicy(Plant.PERIOD);
        Scaling once = policy.decide(limits(0, 1000), Scaling.NONE, load(60_000, 30, 10), NOW);
        Scaling again = policy.decide(limits(0, 1000), once, load(60_000, 60, 10), NOW.plusSeconds(9));
        assertThat(again.wanted()).isEqualTo(60);
        assertThat(policy.decide(limits(0, 1000), again, load(60_000, 60, 10), NOW.plusSeconds(10))
                        .wanted())
                .isEqualTo(120);
    }

    @Test
    void pilots_that_are_still_leaving_take_up_room() {
        Load load = new Load(50, 2, 7, OptionalDouble.empty(), null);
        assertThat(first(limits(0, 10), load).wanted()).isEqualTo(3);
    }

    @Test
    void who_is_above_the_maximum_goes_at_once() {
        assertThat(first(limits(0, 10), load(5000, 25, 1)).wanted()).isEqualTo(10);
    }

    @Test
    void there_are_never_more_workers_than_events() {
        assertThat(first(limits(0, 100), load(3, 0, 5000)).wanted()).isEqualTo(3);
    }

    @Test
    void those_not_needed_stay_for_the_idle_time_and_the_reason_says_so() {
        ScalingPolicy policy = new ScalingPolicy(Plant.PERIOD);
        Scaling low = policy.decide(limits(0, 100), Scaling.NONE, load(0, 8, 0), NOW);
        assertThat(low.wanted()).isEqualTo(8);
        assertThat(low.reason()).isEqualTo("no events left; 8 more are kept until 2026-03-01T12:01:00Z");
        Scaling still = policy.decide(limits(0, 100), low, load(0, 8, 0), NOW.plusSeconds(59));
        assertThat(still.wanted()).isEqualTo(8);
        Scaling gone = policy.decide(limits(0, 100), still, load(0, 8, 0), NOW.plusSeconds(60));
        assertThat(gone.wanted()).isZero();
        assertThat(gone.reason()).isEqualTo("no events left since 2026-03-01T12:00:00Z");
    }

    @Test
    void limits_are_read_from_a_task_and_wrong_ones_name_their_field() {
        assertThat(ScalingLimits.of(Map.of())).isEmpty();
        assertThat(ScalingLimits.of(Map.of("workers", Map.of("min", 1)))).isEmpty();
        assertThat(ScalingLimits.of(Map.of("workers", Map.of("min", 1, "max", 9, "idle_seconds", 5, "ramp", 3))))
                .hasValue(new ScalingLimits(1, 9, Duration.ofSeconds(600), Duration.ofSeconds(5), 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingLimits.of(Map.of("workers", Map.of("min", 3, "max", 2))))
                .withMessageContaining("workers.min");
    }

    @Test
    void task_time_is_measured_only_while_all_workers_are_busy() {
        TaskTime.Look begin = new TaskTime.Look(NOW, 1000, 0, 4);
        assertThat(TaskTime.between(begin, new TaskTime.Look(NOW.plusSeconds(10), 980, 0, 4)))
                .hasValue(2);
        assertThat(TaskTime.between(begin, new TaskTime.Look(NOW.plusSeconds(10), 1000, 20, 4)))
                .as("20 put in meanwhile")
                .hasValue(2);
        assertThat(TaskTime.between(begin, new TaskTime.Look(NOW.plusSeconds(10), 3, 0, 4)))
                .isEmpty();
        assertThat(TaskTime.between(begin, new TaskTime.Look(NOW.plusSeconds(10), 1200, 0, 4)))
                .isEmpty();
        assertThat(TaskTime.between(begin, new TaskTime.Look(NOW, 900, 0, 4))).isEmpty();
    }
}
