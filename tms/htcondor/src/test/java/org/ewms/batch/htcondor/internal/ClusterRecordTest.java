package org.ewms.batch.htcondor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.junit.jupiter.api.Test;

/** What events make of jobs. */
class ClusterRecordTest {
    private final ClusterRecord record = new ClusterRecord();

    private static JobKind kind(JobState state, String pilot) {
        return new JobKind(state, null, pilot);
    }

    @Test
    void every_event_leads_to_the_state_it_means() {
        int[] types = {0, 1, 4, 1, 10, 11, 22, 24, 1, 7};
        JobState[] states = {
            JobState.IDLE,
            JobState.RUNNING,
            JobState.IDLE,
            JobState.RUNNING,
            JobState.SUSPENDED,
            JobState.RUNNING,
            JobState.RUNNING,
            JobState.IDLE,
            JobState.RUNNING,
            JobState.IDLE
        };
        for (int i = 0; i < types.length; i++) {
            record.at(types[i], 0, "");
            assertThat(record.status().jobs()).as("after " + types[i]).isEqualTo(Map.of(JobKind.of(states[i]), 1));
        }
        record.at(9, 0, "");
        assertThat(record.status().over()).isTrue();
    }

    @Test
    void what_the_pilot_said_stays_with_the_job_until_a_new_pilot_is_started() {
        record.at(1, 3, "");
        record.at(8, 3, "HTChirpEWMSPilotStatus: \"Tasking\"");
        record.at(4, 3, "");
        assertThat(record.status().jobs()).containsOnlyKeys(kind(JobState.IDLE, "Tasking"));
        record.at(1, 3, "");
        assertThat(record.status().jobs()).containsOnlyKeys(JobKind.of(JobState.RUNNING));
    }

    @Test
    void how_long_tasks_take_is_known_of_pilots_that_run() {
        record.at(1, 3, "");
        record.at(8, 3, "HTChirpEWMSPilotTaskSeconds: 12.5");
        record.at(1, 4, "");
        record.at(8, 4, "HTChirpEWMSPilotTaskSeconds: \"soon\"");
        assertThat(record.taskSeconds()).isEqualTo(Map.of(3, 12.5));
        record.at(4, 3, "");
        record.at(1, 3, "");
        assertThat(record.taskSeconds()).isEmpty();
    }

    @Test
    void a_cluster_that_makes_its_jobs_by_and_by_is_over_when_it_is_removed() {
        record.at(35, -1, "");
        record.at(0, 0, "");
        record.at(5, 0, "(1) Normal termination (return value 0)");
        assertThat(record.status().over()).isFalse();
        record.at(36, -1, "");
        assertThat(record.status().over()).isTrue();
    }

    @Test
    void ever_new_words_of_a_pilot_do_not_grow_without_bound() {
        record.at(1, 0, "");
        for (int i = 0; i < 10_000; i++) {
            record.at(8, 0, "HTChirpEWMSPilotStatus: \"s" + i + "\"");
            record.at(8, 0, "HTChirpEWMSPilotError: \"e" + i + "\"");
        }
        ClusterStatus status = record.status();
        assertThat(status.count()).isEqualTo(1);
        assertThat(status.errors()).hasSizeLessThanOrEqualTo(201).containsEntry("(others)", 9_800);
    }

    @Test
    void the_queue_is_believed_where_the_log_is_wrong() {
        record.at(0, 0, "");
        record.at(0, 1, "");
        record.correct(0, JobState.RUNNING, null, "");
        record.correct(2, JobState.COMPLETED, null, "the pilot ended with exit code 1");
        record.endUnlessIn(Set.of(0));
        assertThat(record.status())
                .isEqualTo(new ClusterStatus(
                        Map.of(
                                JobKind.of(JobState.RUNNING), 1,
                                JobKind.of(JobState.REMOVED), 1,
                                JobKind.of(JobState.COMPLETED), 1),
                        Map.of("the pilot ended with exit code 1", 1),
                        false));
    }

    @Test
    void a_closed_cluster_keeps_its_counts_and_takes_no_more_events() {
        record.at(5, 70_000, "(0) Abnormal termination (signal 9)");
        record.close();
        record.at(1, 0, "");
        assertThat(record.status())
                .isEqualTo(new ClusterStatus(
                        Map.of(JobKind.of(JobState.COMPLETED), 1), Map.of("the pilot was ended by signal 9", 1), true));
    }
}
