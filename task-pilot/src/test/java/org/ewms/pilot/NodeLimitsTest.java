package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLimitsTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void control_groups_of_version_two_limit_by_the_tightest_of_all_above() throws IOException {
        file("proc/self/cgroup", "0::/jobs/one\n");
        file("sys/fs/cgroup/jobs/one/memory.max", "max\n");
        file("sys/fs/cgroup/jobs/memory.max", "3000000000\n");
        file("sys/fs/cgroup/jobs/one/cpu.max", "150000 100000\n");
        NodeLimits limits = NodeLimits.of(Map.of(), root);
        assertThat(limits.memoryBytes()).contains(3_000_000_000L);
        assertThat(limits.cpus()).contains(1.5);
        assertThat(limits.end()).isEmpty();
    }

    @Test
    void so_do_those_of_version_one() throws IOException {
        file("proc/self/cgroup", "4:memory:/a\n3:cpu,cpuacct:/b\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "500000000\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        file("sys/fs/cgroup/cpu/b/cpu.cfs_quota_us", "-1\n");
        file("sys/fs/cgroup/cpu/b/cpu.cfs_period_us", "100000\n");
        NodeLimits limits = NodeLimits.of(Map.of(), root);
        assertThat(limits.memoryBytes()).contains(500_000_000L);
        assertThat(limits.cpus()).isEmpty();
    }

    @Test
    void htcondor_tells_in_the_machine_ad() throws IOException {
        file("machine.ad", "Name = \"slot1@x\"\nMemory = 2048\nCpus = 2\nGLIDEIN_ToDie = 1700000000\n");
        NodeLimits limits = NodeLimits.of(
                Map.of("_CONDOR_MACHINE_AD", root.resolve("machine.ad").toString()), root);
        assertThat(limits.memoryBytes()).contains(2048L << 20);
        assertThat(limits.cpus()).contains(2.0);
        assertThat(limits.end()).contains(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void slurm_tells_in_the_environment() {
        NodeLimits limits = NodeLimits.of(
                Map.of("SLURM_MEM_PER_NODE", "100", "SLURM_CPUS_ON_NODE", "3", "SLURM_JOB_END_TIME", "1800000000"),
                root);
        assertThat(limits.memoryBytes()).contains(100L << 20);
        assertThat(limits.cpus()).contains(3.0);
        assertThat(limits.end()).contains(Instant.ofEpochSecond(1_800_000_000));
    }

    @Test
    void grid_engine_tells_the_slots_it_gave() {
        assertThat(NodeLimits.of(Map.of("NSLOTS", "4"), root).cpus()).contains(4.0);
    }

    @Test
    void nobody_says_anything_on_a_plain_machine() {
        assertThat(NodeLimits.of(Map.of(), root).memoryBytes()).isEmpty();
    }
}
