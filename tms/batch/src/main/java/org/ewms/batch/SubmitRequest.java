package org.ewms.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Pilots to be started together.
 *
 * @param submission names this attempt
 * @param taskforce whose pilots they are
 * @param workers number of jobs, ≥ 1
 * @param launch what each job runs
 * @param environment the pilot's variables; {@link #FILES} in a value becomes the directory where the job finds its files,
 *     {@link #CONTENT} their contents. No secrets.
 * @param files files the job is given, by name; secrets such as credentials
 * @param resources of each job
 * @param priority among the jobs of this user; more is sooner
 * @param requirements further conditions on the machine, in the batch system's own language; blank for none
 * @param inputFiles the user's files for each job, paths on this machine
 * @param keepOutput whether what pilots print is kept
 * @param directory the taskforce's, on this machine; made if missing, readable by its owner alone
 */
public record SubmitRequest(
        SubmissionId submission,
        String taskforce,
        int workers,
        Launch launch,
        Map<String, String> environment,
        Map<String, String> files,
        Resources resources,
        int priority,
        String requirements,
        List<String> inputFiles,
        boolean keepOutput,
        Path directory) {
    /** Stands for the directory of the job's files in values of the environment. */
    public static final String FILES = "{{FILES}}";

    /** At the beginning of a value: what follows are names of files, joined by {@code ;}, whose contents, so joined, are the value. */
    public static final String CONTENT = "{{CONTENT}}";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final int MOST_WORKERS = 100_000;

    public SubmitRequest {
        environment = Map.copyOf(new TreeMap<>(environment));
        files = Map.copyOf(new TreeMap<>(files));
        inputFiles = List.copyOf(inputFiles);
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "the number of workers must be 1 to " + MOST_WORKERS + ", is " + workers);
        }
        if (!new SubmissionId(taskforce).value().equals(taskforce)) {
            throw new IllegalArgumentException("malformed taskforce " + taskforce);
        }
        refuse(environment.keySet(), NAME, "variable");
        refuse(files.keySet(), FILE, "file name");
        for (String each : inputFiles) {
            if (each.indexOf(',') >= 0 || each.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("input file '" + each + "' has a comma or control character");
            }
        }
        if (requirements.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("requirements must be one line");
        }
    }

    private static void refuse(Iterable<String> names, Pattern allowed, String what) {
        for (String each : names) {
            if (!allowed.matcher(each).matches()) {
                throw new IllegalArgumentException("malformed " + what + " '" + each + "'");
            }
        }
    }

    /** The smallest request: everything not named here is left to the batch system. */
    public static SubmitRequest of(
            SubmissionId submission, String taskforce, int workers, Launch launch, Path directory) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                Map.of(),
                Map.of(),
                Resources.oneCore(),
                0,
                "",
                List.of(),
                true,
                directory);
    }

    public SubmitRequest withEnvironment(Map<String, String> other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                other,
                files,
                resources,
                priority,
                requirements,
                inputFiles,
                keepOutput,
                directory);
    }

    public SubmitRequest withFiles(Map<String, String> other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                environment,
                other,
                resources,
                priority,
                requirements,
                inputFiles,
                keepOutput,
                directory);
    }

    public SubmitRequest withPriority(int other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                environment,
                files,
                resources,
                other,
                requirements,
                inputFiles,
                keepOutput,
                directory);
    }

    public SubmitRequest withResources(Resources other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                environment,
                files,
                other,
                priority,
                requirements,
                inputFiles,
                keepOutput,
                directory);
    }

    public SubmitRequest withRequirements(String other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                environment,
                files,
                resources,
                priority,
                other,
                inputFiles,
                keepOutput,
                directory);
    }

    public SubmitRequest withInputFiles(List<String> other) {
        return new SubmitRequest(
                submission,
                taskforce,
                workers,
                launch,
                environment,
                files,
                resources,
                priority,
                requirements,
                other,
                keepOutput,
                directory);
    }

    /** Tells neither environment nor files. */
    @Override
    public String toString() {
        return "SubmitRequest[" + submission + " for " + taskforce + ", " + workers + " workers]";
    }
}
