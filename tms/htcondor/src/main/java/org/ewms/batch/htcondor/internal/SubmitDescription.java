package org.ewms.batch.htcondor.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmitRequest;

/** The submit description, attribute by attribute. Pure. What users say is data in it: no macro of theirs is expanded. */
public final class SubmitDescription {
    /** The job attribute with the submission id. */
    public static final String SUBMISSION = "EWMSSubmissionId";
    /** The job attribute with the taskforce, as the Python TMS calls it. */
    public static final String TASKFORCE = "EWMSTaskforceUUID";

    private static final long MEBI = 1L << 20;
    private static final long KIBI = 1L << 10;

    private SubmitDescription() {}

    /**
     * Name and value of each line but the last, {@code queue}.
     *
     * @param eventLog path of the log
     * @param siteRequirements blank for none
     * @param files that the job is given
     */
    public static Map<String, String> attributes(
            SubmitRequest request, String eventLog, String siteRequirements, List<PlannedFile> files) {
        Map<String, String> all = new LinkedHashMap<>();
        switch (request.launch()) {
            case Launch.Image image -> {
                all.put("universe", "container");
                all.put("container_image", literal(image.name()));
                all.put("+should_transfer_container", "\"no\"");
                all.put("transfer_executable", "false");
            }
            case Launch.Command command -> {
                all.put("universe", "vanilla");
                all.put("executable", PilotFiles.PROGRAM);
            }
        }
        String requirements = requirements(siteRequirements, request.requirements());
        if (!requirements.isEmpty()) {
            all.put("requirements", requirements);
        }
        // A job that is begun anew, as one evicted for its slowness, prefers another machine than its last.
        all.put("job_machine_attrs", "Machine");
        all.put("rank", "isUndefined(MachineAttrMachine0) || TARGET.Machine =!= MachineAttrMachine0");
        // Files are always transferred: no file system is taken for shared.
        all.put("+FileSystemDomain", "\"not-shared\"");
        all.put("log", literal(eventLog));
        all.put("transfer_input_files", inputs(request, files));
        all.put("transfer_output_files", "\"\"");
        all.put("should_transfer_files", "YES");
        all.put("when_to_transfer_output", "ON_EXIT_OR_EVICT");
        all.put("request_cpus", Integer.toString(request.resources().cores()));
        if (request.resources().memoryBytes() > 0) {
            all.put("request_memory", up(request.resources().memoryBytes(), MEBI) + " MB");
        }
        if (request.resources().diskBytes() > 0) {
            all.put("request_disk", up(request.resources().diskBytes(), KIBI) + " KB");
        }
        all.putAll(priority(request.priority(), request.workers()));
        all.put("+WantIOProxy", "true");
        if (!request.resources().runtime().isZero()) {
            all.put("+OriginalTime", Long.toString(request.resources().runtime().toSeconds()));
        }
        all.put("+" + TASKFORCE, "\"" + request.taskforce() + "\"");
        all.put("+" + SUBMISSION, "\"" + request.submission() + "\"");
        all.put("job_ad_information_attrs", TASKFORCE);
        if (request.keepOutput()) {
            all.put("output", "pilot-$(ClusterId)-$(ProcId).out");
            all.put("error", "pilot-$(ClusterId)-$(ProcId).err");
        }
        return all;
    }

    /** The whole text. Directives of the site take the place of lines of the same name. */
    public static String text(Map<String, String> attributes, Map<String, String> directives, int workers) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        new TreeMap<>(directives).forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return all.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining("\n"))
                + "\nqueue " + workers + "\n";
    }

    /** Late jobs of a large cluster come after those of others: priority falls linearly from P to about P/2. */
    private static Map<String, String> priority(int priority, int workers) {
        if (workers <= 1 || priority <= 1) {
            return Map.of("priority", Integer.toString(priority));
        }
        Map<String, String> ramp = new LinkedHashMap<>();
        ramp.put("ewms_ramp", priority + " - ($(ProcId) * " + priority / 2 + ") / " + (workers - 1));
        ramp.put("priority", "$INT(ewms_ramp)");
        return ramp;
    }

    private static String requirements(String site, String user) {
        List<String> parts = new ArrayList<>();
        if (!site.isBlank()) {
            parts.add("(" + site.strip() + ")");
        }
        if (!user.isBlank()) {
            if (!closed(user)) {
                throw new BatchRefusedException(
                        "condor_requirements has unbalanced parentheses or quotes: " + user.strip());
            }
            parts.add("(" + literal(user.strip()) + ")");
        }
        return String.join(" && ", parts);
    }

    /** Whether no parenthesis or quote of the text reaches beyond it: a user must not get out of the site's requirements. */
    private static boolean closed(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (quote != 0) {
                if (each == '\\') {
                    i++;
                } else if (each == quote) {
                    quote = 0;
                }
            } else if (each == '"' || each == '\'') {
                quote = each;
            } else if (each == '(') {
                depth++;
            } else if (each == ')' && --depth < 0) {
                return false;
            }
        }
        return depth == 0 && quote == 0 && !text.contains("/*") && !text.contains("//");
    }

    private static String inputs(SubmitRequest request, List<PlannedFile> files) {
        List<String> all = new ArrayList<>();
        request.inputFiles().forEach(each -> all.add(literal(each)));
        files.stream().filter(each -> !each.executable()).forEach(each -> all.add(each.name()));
        return String.join(",", all);
    }

    /** Text in which condor_submit finds no macro. */
    private static String literal(String text) {
        return text.replace("$", "$(DOLLAR)");
    }

    private static long up(long bytes, long unit) {
        return (bytes + unit - 1) / unit;
    }
}
