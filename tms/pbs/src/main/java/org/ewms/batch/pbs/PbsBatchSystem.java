package org.ewms.batch.pbs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.Tallies;
import org.ewms.batch.pbs.internal.JobListing;
import org.ewms.batch.pbs.internal.JobScript;
import org.ewms.batch.pbs.internal.QueuedJob;

/**
 * PBS by its commands. A cluster is an array job, or a job where there is one pilot only, with a variable that tells the submission. Ended
 * jobs are known for as long as the server keeps them. Only waiting jobs could be held, so {@code hold} is refused.
 */
public final class PbsBatchSystem implements BatchSystem {
    private static final String SCRIPT = "cluster.pbs";
    private static final Pattern ID = Pattern.compile("(?m)^([0-9]{1,18})(?:\\[])?(?:\\.\\S+)?\\s*$");
    private static final Pattern UNKNOWN =
            Pattern.compile("(?i)unknown job ?id|job has finished|request invalid for state");
    private static final Pattern AWAY = Pattern.compile("(?i)cannot connect|connection refused|timed out|no server");

    private final PbsOptions options;

    public PbsBatchSystem(PbsOptions options) {
        this.options = options;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void check() {
        String server = options.tools().asked(List.of("qstat", "-B", "-f")).out();
        boolean open = options.flavor() == PbsOptions.Flavor.OPENPBS;
        if (!Pattern.compile(open ? "(?i)job_history_enable = true" : "keep_completed = [1-9]")
                .matcher(server)
                .find()) {
            throw new BatchUnavailableException(
                    "the PBS server forgets jobs when they end; have its operator run: qmgr -c 'set server "
                            + (open ? "job_history_enable = True'" : "keep_completed = 300'"));
        }
        options.tools().asked(open ? List.of("pbsnodes", "-a", "-S") : List.of("pbsnodes", "-l", "all"));
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        if (!(request.launch() instanceof Launch.Command)) {
            throw new BatchRefusedException("a pilot on PBS is a command; give the site a 'pilot.command'");
        }
        Path directory = request.directory().toAbsolutePath();
        List<PlannedFile> files = new ArrayList<>(PilotFiles.of(request, directory.toString()));
        Map<String, String> asked = JobScript.options(request, options);
        files.add(new PlannedFile(SCRIPT, JobScript.text(asked, request.keepOutput(), directory), false, false));
        return new SubmitPlan(directory, files, List.of("qsub", SCRIPT), asked);
    }

    @Override
    public ClusterId submit(SubmitRequest request) {
        SubmitPlan plan = plan(request);
        plan.write();
        return options.tools()
                .submitted(plan, ID, answer -> AWAY.matcher(answer.error()).find());
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        return jobs(false, List.of()).stream()
                .filter(each -> each.submission().equals(submission.value()))
                .map(each -> new ClusterId(each.cluster()))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What qstat tells.
     *
     * @param singly whether each job of an array is wanted too
     * @param ids of jobs; none for all. Those it does not know are left out
     */
    private List<QueuedJob> jobs(boolean singly, List<String> ids) {
        boolean open = options.flavor() == PbsOptions.Flavor.OPENPBS;
        List<String> words =
                new ArrayList<>(open ? List.of("qstat", "-x", "-f", "-F", "json") : List.of("qstat", "-f"));
        if (singly) {
            words.add("-t");
        }
        words.addAll(ids);
        CommandLineTools.Answer answer = options.tools().run(Optional.empty(), words);
        boolean someUnknown = !ids.isEmpty()
                && !answer.error().isBlank()
                && answer.error().lines().allMatch(each -> UNKNOWN.matcher(each).find());
        if (answer.exit() != 0 && !someUnknown) {
            throw new BatchUnavailableException(
                    "qstat failed with exit code " + answer.exit() + ": " + answer.complaint());
        }
        return open ? JobListing.json(answer) : JobListing.lines(answer);
    }

    /** An array is called otherwise than a job; which it is nobody has kept. */
    private static List<String> names(ClusterId cluster) {
        return List.of(cluster + "[]", cluster.toString());
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
        if (clusters.isEmpty()) {
            return Map.of();
        }
        List<String> ids =
                clusters.stream().flatMap(each -> names(each).stream()).toList();
        Tallies tallies = new Tallies();
        for (QueuedJob each : jobs(true, ids)) {
            if (!each.array()) {
                tallies.add(each.cluster(), each.kind(), each.failure());
            }
        }
        return tallies.of(clusters);
    }

    @Override
    public void remove(ClusterId cluster) {
        for (String name : names(cluster)) {
            CommandLineTools.Answer answer = options.tools().run(Optional.empty(), List.of("qdel", name));
            if (answer.exit() != 0
                    && !UNKNOWN.matcher(answer.error() + answer.out()).find()) {
                throw new BatchUnavailableException("qdel failed: " + answer.complaint());
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
