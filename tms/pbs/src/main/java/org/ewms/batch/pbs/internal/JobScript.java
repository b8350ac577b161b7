package org.ewms.batch.pbs.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.Resources;
import org.ewms.batch.ShellText;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.pbs.PbsOptions;

/** The job script, option by option. Pure. */
public final class JobScript {
    /** The job's variable that tells the submission. */
    public static final String SUBMISSION = "EWMS_SUBMISSION_ID";

    private static final long MEBI = 1L << 20;

    private JobScript() {}

    /** Options of qsub by letter, the site's directives included. */
    public static Map<String, String> options(SubmitRequest request, PbsOptions site) {
        if (!request.requirements().isBlank()) {
            throw new BatchRefusedException(
                    "condor_requirements are HTCondor's; for PBS leave them empty, and use the site's directives");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("N", "ewms");
        all.put("v", SUBMISSION + "=" + request.submission());
        // An array of one job is refused by some.
        if (request.workers() > 1) {
            all.put(site.flavor() == PbsOptions.Flavor.OPENPBS ? "J" : "t", "0-" + (request.workers() - 1));
        }
        all.put("S", "/bin/sh");
        all.put("r", "y");
        all.put("m", "n");
        all.put("o", "/dev/null");
        all.put("e", "/dev/null");
        all.put("l", limits(request.resources(), site.flavor()));
        Map<String, String> own = new TreeMap<>(site.directives());
        String further = own.remove("l");
        if (further != null) {
            all.merge("l", further, (ours, theirs) -> ours + "," + theirs);
        }
        all.putAll(own);
        return all;
    }

    private static String limits(Resources resources, PbsOptions.Flavor flavor) {
        String memory = resources.memoryBytes() > 0 ? "mem=" + (resources.memoryBytes() + MEBI - 1) / MEBI + "mb" : "";
        List<String> all = new ArrayList<>();
        if (flavor == PbsOptions.Flavor.OPENPBS) {
            all.add("select=1:ncpus=" + resources.cores() + (memory.isEmpty() ? "" : ":" + memory));
        } else {
            all.add("nodes=1:ppn=" + resources.cores());
            if (!memory.isEmpty()) {
                all.add(memory);
            }
        }
        if (!resources.runtime().isZero()) {
            all.add("walltime=" + Math.max(1, resources.runtime().toSeconds()));
        }
        return String.join(",", all);
    }

    /** The whole script. What pilots print goes into files of the taskforce's directory as it comes, not through PBS's spool. */
    public static String text(Map<String, String> options, boolean keepOutput, Path directory) {
        StringBuilder out = new StringBuilder("#!/bin/sh\n");
        options.forEach((letter, value) ->
                out.append("#PBS -").append(letter).append(' ').append(value).append('\n'));
        out.append("job=${PBS_JOBID%%[!0-9]*}-${PBS_ARRAY_INDEX:-${PBS_ARRAYID:-0}}\n")
                .append("cd ")
                .append(ShellText.word(directory.toString()))
                .append(" && mkdir -p \"work-$job\" && cd \"work-$job\" || exit 1\n");
        if (keepOutput) {
            out.append("exec >\"../pilot-$job.out\" 2>\"../pilot-$job.err\"\n");
        }
        return out.append("exec ")
                .append(ShellText.word(directory.resolve(PilotFiles.PROGRAM).toString()))
                .append(" </dev/null\n")
                .toString();
    }
}
