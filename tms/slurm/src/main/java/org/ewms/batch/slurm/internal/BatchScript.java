package org.ewms.batch.slurm.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.Resources;
import org.ewms.batch.ShellText;
import org.ewms.batch.SubmitRequest;

/** The batch script, option by option. Pure. */
public final class BatchScript {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final long MEBI = 1L << 20;

    private BatchScript() {}

    /** The job name that tells the submission. */
    public static String jobName(String submission) {
        return "ewms-" + submission;
    }

    /** Options of sbatch, by long name. An empty value stands for an option that has none. */
    public static Map<String, String> options(SubmitRequest request, Path directory) {
        if (!request.requirements().isBlank()) {
            throw new BatchRefusedException(
                    "condor_requirements are HTCondor's; for Slurm leave them empty, and use the site's directives");
        }
        Resources resources = request.resources();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("job-name", jobName(request.submission().value()));
        all.put("comment", request.taskforce());
        all.put("array", "0-" + (request.workers() - 1));
        all.put("chdir", directory.toString());
        all.put("input", "/dev/null");
        all.put("output", request.keepOutput() ? directory + "/pilot-%A-%a.out" : "/dev/null");
        all.put("error", request.keepOutput() ? directory + "/pilot-%A-%a.err" : "/dev/null");
        all.put("ntasks", "1");
        all.put("cpus-per-task", Integer.toString(resources.cores()));
        if (resources.memoryBytes() > 0) {
            all.put("mem", up(resources.memoryBytes()) + "M");
        }
        if (resources.diskBytes() > 0) {
            all.put("tmp", up(resources.diskBytes()) + "M");
        }
        if (!resources.runtime().isZero()) {
            all.put("time", Long.toString(Math.max(1, (resources.runtime().toSeconds() + 59) / 60)));
        }
        all.put("requeue", "");
        return all;
    }

    /** The whole script. Directives of the site take the place of options of the same name. */
    public static String text(Map<String, String> options, Map<String, String> directives, Path directory) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(new TreeMap<>(directives));
        StringBuilder out = new StringBuilder("#!/bin/sh\n");
        all.forEach((name, value) -> out.append("#SBATCH --")
                .append(name)
                .append(value.isEmpty() ? "" : "=" + quoted(value))
                .append('\n'));
        return out.append("work=work-$SLURM_ARRAY_JOB_ID-$SLURM_ARRAY_TASK_ID\n")
                .append("mkdir -p \"$work\" && cd \"$work\" || exit 1\n")
                .append("exec ")
                .append(ShellText.word(directory.resolve(PilotFiles.PROGRAM).toString()))
                .append('\n')
                .toString();
    }

    /** As sbatch reads values: quotes and backslashes as in a shell. */
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static long up(long bytes) {
        return (bytes + MEBI - 1) / MEBI;
    }
}
