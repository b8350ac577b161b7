package org.ewms.bench.tms;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.batch.ClusterId;
import org.ewms.batch.JobState;
import org.ewms.batch.htcondor.JobEventLogs;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reading HTCondor's job event log, as it grows to that of a million jobs. */
@Command(
        name = "tms-log",
        description =
                "Reading a job event log into statuses, beside reading its lines and counting the ends of events.")
public final class EventLogBench implements Benchmark {
    private static final String TERMINATED = """
            \t(1) Normal termination (return value 0)
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Run Remote Usage
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Run Local Usage
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Total Remote Usage
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Total Local Usage
            \t0  -  Run Bytes Sent By Job
            \t0  -  Run Bytes Received By Job
            \t0  -  Total Bytes Sent By Job
            \t0  -  Total Bytes Received By Job
            \tPartitionable Resources :    Usage  Request Allocated
            \t   Cpus                 :        0        1         1
            \t   Disk (KB)            :      150     1024   1481257
            \t   Memory (MB)          :        0       64      1024
            """;
    private static final int EVENTS_OF_A_JOB = 5;

    @Option(names = "--jobs", description = "Jobs in the log (default: ${DEFAULT-VALUE}).")
    int jobs = 1_000_000;

    @Option(names = "--cluster", description = "Jobs of each cluster (default: ${DEFAULT-VALUE}).")
    int cluster = 1_000;

    @Option(names = "--rounds", description = "Rounds of each side in turn (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (jobs < 1 || cluster < 1 || rounds < 1) {
            throw new IllegalArgumentException("--jobs, --cluster and --rounds must be >= 1");
        }
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-tms-log")) {
            Path log = directory.path().resolve("a" + JobEventLogs.SUFFIX);
            write(log);
            table.progress("%d jobs, %d MB", jobs, Files.size(log) >> 20);
            Rounds rates = new Rounds();
            for (int round = 0; round < rounds; round++) {
                rates.add(ours(directory.path()), lines(log));
            }
            table.add(rates.more("events read into statuses", "events/s", "BufferedReader, counting '...'"));
            table.add(Row.plain(
                    "heap kept for the log, per job",
                    (double) heap(directory.path()) / jobs,
                    "B",
                    "of " + jobs + " jobs, none ended"));
        }
    }

    private void write(Path log) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(log, StandardCharsets.US_ASCII)) {
            for (int job = 0; job < jobs; job++) {
                String id = "(%03d.%03d.000) 2026-01-02 03:04:05 ".formatted(1 + job / cluster, job % cluster);
                out.write("000 " + id + "Job submitted from host: <127.0.0.1:9618?addrs=127.0.0.1-9618>\n...\n");
                out.write("001 " + id + "Job executing on host: <127.0.0.1:9618?addrs=127.0.0.1-9618>\n"
                        + "\tSlotName: slot1@host\n\tCpus = 1\n\tDisk = 1481257\n\tMemory = 1024\n...\n");
                out.write("006 " + id + "Image size of job updated: 150\n\t0  -  MemoryUsage of job (MB)\n...\n");
                out.write("008 " + id + "HTChirpEWMSPilotStatus: \"Tasking\"\n...\n");
                if (job % 2 == 0) {
                    out.write("005 " + id + "Job terminated.\n" + TERMINATED + "...\n");
                } else {
                    out.write("012 " + id + "Job was held.\n\tout of memory\n\tCode 34 Subcode 102\n...\n");
                }
            }
        }
    }

    private double ours(Path directory) {
        long begin = System.nanoTime();
        try (JobEventLogs logs = new JobEventLogs(directory)) {
            logs.read();
            double seconds = (System.nanoTime() - begin) / 1e9;
            int held = logs.status(new ClusterId(1)).orElseThrow().count(JobState.HELD);
            if (held != Math.min(cluster, jobs) / 2) {
                throw new IllegalStateException("read wrongly: " + held + " held jobs in the first cluster");
            }
            return (double) jobs * EVENTS_OF_A_JOB / seconds;
        }
    }

    private double lines(Path log) throws IOException {
        long begin = System.nanoTime();
        long events = 0;
        try (BufferedReader in = Files.newBufferedReader(log, StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                events += line.equals("...") ? 1 : 0;
            }
        }
        return events / ((System.nanoTime() - begin) / 1e9);
    }

    private static long heap(Path directory) {
        long before = used();
        try (JobEventLogs logs = new JobEventLogs(directory)) {
            logs.read();
            long after = used();
            return logs.status(new ClusterId(1)).isPresent() ? after - before : 0;
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
