package org.ewms.workflow.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.ewms.workflow.scaling.ResourceGrowth.Earlier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next taskforce asks for. */
class ResourceGrowthTest {
    private static Earlier asking(String memory, String... said) {
        return new Earlier(Map.of("worker_memory", memory, "worker_disk", "1GB", "n_cores", 2), List.of(said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELD: out of resources: more memory or disk used than requested",
                "ended by Slurm: OUT_OF_MEMORY",
                "OOMKilled",
                "ContainerRunError: used 700000000 bytes of memory, at most 536870912 are allowed",
                "MemoryError: Unable to allocate 8.00 GiB",
                "cgroup memory limit exceeded",
                "exceeding its memory limit"
            })
    void who_ran_out_of_memory_asks_for_half_as_much_again(String said) {
        assertThat(ResourceGrowth.next(List.of(asking("512 MB", said))))
                .containsEntry("worker_memory", "768MB")
                .containsEntry("n_cores", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the pilot ended with exit code 1", "HELD: by request of a user", "memory of a file"})
    void other_troubles_change_nothing(String said) {
        assertThat(ResourceGrowth.next(List.of(asking("512 MB", said)))).containsEntry("worker_memory", "512 MB");
    }

    @Test
    void disk_grows_for_itself() {
        assertThat(ResourceGrowth.next(List.of(asking("512MB", "OSError: No space left on device"))))
                .containsEntry("worker_memory", "512MB")
                .containsEntry("worker_disk", "1536MB");
    }

    @Test
    void growth_goes_on_from_what_was_not_enough_and_ends_at_four_times_the_first() {
        String oom = "OOMKilled";
        assertThat(ResourceGrowth.next(List.of(asking("1GB", oom), asking("1536MB", oom))))
                .containsEntry("worker_memory", "2304MB");
        assertThat(ResourceGrowth.next(List.of(asking("1GB", oom), asking("3456MB", oom))))
                .containsEntry("worker_memory", "4096MB");
        assertThat(ResourceGrowth.next(List.of(asking("1GB", oom), asking("1536MB"))))
                .as("enough since")
                .containsEntry("worker_memory", "1536MB");
    }

    @Test
    void a_size_that_says_nothing_stays() {
        assertThat(ResourceGrowth.next(List.of(asking("plenty", "OOMKilled"))))
                .containsEntry("worker_memory", "plenty");
    }
}
