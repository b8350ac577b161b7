package org.ewms.batch.htcondor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.Eviction;

/** By {@code condor_vacate_job}: the job goes back to the queue, and prefers another machine than its last. */
record HtcondorEviction(CommandLineTools tools, JobEventLogs logs, double factor) implements Eviction {
    @Override
    public Map<Integer, Double> taskSeconds(ClusterId cluster) {
        return logs.taskSeconds(cluster);
    }

    @Override
    public void evict(ClusterId cluster, int job) {
        CommandLineTools.Answer answer = tools.run(Optional.empty(), List.of("condor_vacate_job", cluster + "." + job));
        String said = answer.out() + answer.error();
        boolean runsNoMore = said.contains("not found") || said.contains("not running");
        if (answer.exit() != 0 && !runsNoMore) {
            throw new BatchUnavailableException("condor_vacate_job failed: " + answer.complaint());
        }
    }
}
