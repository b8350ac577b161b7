package org.ewms.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files every job has, whatever the batch system: a program that sets the environment and becomes the pilot, the environment, secrets. */
public final class PilotFiles {
    /** The program, for pilots that are a command. */
    public static final String PROGRAM = "ewms-pilot.sh";
    /** The environment, under the name that the Python pilot's image looks for. */
    public static final String ENVIRONMENT = "ewms_htcondor_envfile.sh";

    private PilotFiles() {}

    /**
     * All files of the request.
     *
     * @param at the directory in which the job finds them; {@code .} when the batch system brings them
     */
    public static List<PlannedFile> of(SubmitRequest request, String at) {
        List<PlannedFile> all = new ArrayList<>();
        if (request.launch() instanceof Launch.Command command) {
            all.add(new PlannedFile(
                    PROGRAM,
                    "#!/bin/sh\n" + inputs(request, at) + ". " + ShellText.word(at + "/" + ENVIRONMENT) + "\nexec "
                            + ShellText.line(command.words()) + "\n",
                    false,
                    true));
        }
        all.add(new PlannedFile(ENVIRONMENT, environment(request, at), false, false));
        new TreeMap<>(request.files()).forEach((name, content) -> all.add(new PlannedFile(name, content, true, false)));
        return all;
    }

    private static String value(String value, String at) {
        if (!value.startsWith(SubmitRequest.CONTENT)) {
            return ShellText.word(value.replace(SubmitRequest.FILES, at).replaceAll("[\r\n]", " "));
        }
        return Arrays.stream(value.substring(SubmitRequest.CONTENT.length()).split(";"))
                .map(name -> "$(cat " + ShellText.word(at + "/" + name) + ")")
                .collect(Collectors.joining(";", "\"", "\""));
    }

    /** Where the batch system brings no files, the job takes its own copies. */
    private static String inputs(SubmitRequest request, String at) {
        return at.equals(".") || request.inputFiles().isEmpty()
                ? ""
                : "cp -R -- " + ShellText.line(request.inputFiles()) + " . || exit 1\n";
    }

    private static String environment(SubmitRequest request, String at) {
        Map<String, String> all = new TreeMap<>(request.environment());
        all.put("EWMS_SUBMISSION_ID", request.submission().value());
        all.put("EWMS_TASKFORCE_UUID", request.taskforce());
        StringBuilder out = new StringBuilder();
        all.forEach((name, value) -> out.append("export ")
                .append(name)
                .append('=')
                .append(value(value, at))
                .append('\n'));
        return out.toString();
    }
}
