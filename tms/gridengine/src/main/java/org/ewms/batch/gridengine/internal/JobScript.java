package org.ewms.batch.gridengine.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.Resources;
import org.ewms.batch.ShellText;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.gridengine.GridEngineOptions;

/** The job script, option by option. Pure. */
public final class JobScript {
    private static final long MEBI = 1L << 20;

    private JobScript() {}

    /** Options of qsub without dash. An empty value stands for an option that has none. */
    public static Map<String, String> options(SubmitRequest request, GridEngineOptions site, Path directory) {
        if (!request.requirements().isBlank()) {
            throw new BatchRefusedException(
                    "condor_requirements are HTCondor's; for Grid Engine leave them empty, and use the site's directives");
        }
        if (directory.toString().chars().anyMatch(c -> c <= ' ' || c == '$' || c == ':' || c == ',')) {
            throw new BatchRefusedException("qsub takes no directory with a space, '$', ':' or ',' in its name: "
                    + directory + "; give the site another 'data' directory");
        }
        Resources resources = request.resources();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("N", new JobName(request.submission().value(), request.workers()).toString());
        all.put("t", "1-" + request.workers());
        all.put("wd", directory.toString());
        all.put("S", "/bin/sh");
        all.put("r", "y");
        all.put("o", request.keepOutput() ? directory + "/pilot-$JOB_ID-$TASK_ID.out" : "/dev/null");
        all.put("e", request.keepOutput() ? directory + "/pilot-$JOB_ID-$TASK_ID.err" : "/dev/null");
        if (resources.cores() > 1) {
            all.put("pe", site.parallelEnvironment() + " " + resources.cores());
        }
        String limits = "";
        if (resources.memoryBytes() > 0) {
            limits += "," + site.memoryResource() + "=" + (resources.memoryBytes() + MEBI - 1) / MEBI + "M";
        }
        if (!resources.runtime().isZero()) {
            limits += ",h_rt=" + Math.max(1, resources.runtime().toSeconds());
        }
        if (!limits.isEmpty()) {
            all.put("l", limits.substring(1));
        }
        return all;
    }

    /**
     * The whole script. Grid Engine forgets a task as soon as it has ended, so the task leaves a word: a file of no bytes whose name has its
     * number and its pilot's exit code.
     */
    public static String text(Map<String, String> options, GridEngineOptions site, Path directory) {
        StringBuilder out = new StringBuilder("#!/bin/sh\n");
        options.forEach((name, value) -> option(out, name, value));
        new TreeMap<>(site.directives()).forEach((name, value) -> option(out, name, value));
        String at = ShellText.word(directory.toString());
        return out.append("record=")
                .append(ShellText.word(site.records().toAbsolutePath().toString()))
                .append("/\"$JOB_ID@$JOB_NAME\"\n")
                .append("[ -e \"$record\" ] || ln -s ")
                .append(at)
                .append(" \"$record\" 2>/dev/null\n")
                .append("ended=")
                .append(at)
                .append("/ended-$JOB_ID\n")
                .append("mkdir -p \"$ended\"\n")
                .append("work=")
                .append(at)
                .append("/work-$JOB_ID-$SGE_TASK_ID\n")
                .append("mkdir -p \"$work\" && cd \"$work\" || exit 1\n")
                .append(ShellText.word(directory.resolve(PilotFiles.PROGRAM).toString()))
                .append(" </dev/null\n")
                .append("code=$?\n")
                .append(": >\"$ended/$SGE_TASK_ID.$code\"\n")
                // To Grid Engine 99 means "again" and 100 "an error of yours".
                .append("case $code in 99 | 100) exit 1 ;; *) exit $code ;; esac\n")
                .toString();
    }

    private static void option(StringBuilder out, String name, String value) {
        out.append("#$ -")
                .append(name)
                .append(value.isEmpty() ? "" : " " + value)
                .append('\n');
    }
}
