package org.ewms.batch.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
import org.ewms.batch.slurm.internal.BatchScript;
import org.ewms.batch.slurm.internal.QueuedTask;

/**
 * Slurm by its commands. A cluster is an array job whose name tells the submission. Ended jobs are known for as long as slurmctld keeps them
 * ({@code MinJobAge}).
 */
public final class SlurmBatchSystem implements BatchSystem {
    private static final String SCRIPT = "cluster.sbatch";
    private static final Pattern ID = Pattern.compile("(?m)^([0-9]{1,10})(?:;\\S+)?\\s*$");

    private final SlurmOptions options;

    public SlurmBatchSystem(SlurmOptions options) {
        this.options = options;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HOLD);
    }

    @Override
    public void check() {
        if (options.tools().asked(List.of("sinfo", "-h", "-o", "%P")).out().isBlank()) {
            throw new BatchUnavailableException("sinfo lists no partition");
        }
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        if (!(request.launch() instanceof Launch.Command)) {
            throw new BatchRefusedException("a pilot on Slurm is a command; give the site a 'pilot.command'");
        }
        Path directory = request.directory().toAbsolutePath();
        List<PlannedFile> files = new ArrayList<>(PilotFiles.of(request, directory.toString()));
        Map<String, String> asked = BatchScript.options(request, directory);
        files.add(new PlannedFile(SCRIPT, BatchScript.text(asked, options.directives(), directory), false, false));
        Map<String, String> reported = new LinkedHashMap<>(asked);
        reported.putAll(options.directives());
        return new SubmitPlan(directory, files, List.of("sbatch", "--parsable", SCRIPT), reported);
    }

    @Override
    public ClusterId submit(SubmitRequest request) {
        SubmitPlan plan = plan(request);
        plan.write();
        return options.tools().submitted(plan, ID, answer -> answer.error().contains("Unable to contact"));
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        return tasks(List.of("--name", BatchScript.jobName(submission.value()))).stream()
                .map(each -> new ClusterId(each.cluster()))
                .distinct()
                .sorted()
                .toList();
    }

    private List<QueuedTask> tasks(List<String> filter) {
        List<String> words =
                new ArrayList<>(List.of("squeue", "--me", "-h", "-r", "-t", "all", "-O", QueuedTask.FORMAT));
        words.addAll(filter);
        return QueuedTask.all(options.tools().asked(words));
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
        Tallies tallies = new Tallies();
        for (QueuedTask each : tasks(List.of())) {
            tallies.add(each.cluster(), each.kind(), each.failure());
        }
        return tallies.of(clusters);
    }

    @Override
    public void remove(ClusterId cluster) {
        CommandLineTools.Answer answer = options.tools().run(Optional.empty(), List.of("scancel", cluster.toString()));
        boolean nothingToDo = isUnknown(answer) || answer.error().contains("already completing or completed");
        if (answer.exit() != 0 && !nothingToDo) {
            throw new BatchUnavailableException("scancel failed: " + answer.complaint());
        }
    }

    @Override
    public void hold(ClusterId cluster) {
        // The first is for tasks that wait, the second for those that run; each fails when there are none of its kind.
        CommandLineTools.Answer waiting = control("hold", cluster.toString());
        CommandLineTools.Answer running = control("requeuehold", cluster.toString());
        if (waiting.exit() != 0 && running.exit() != 0) {
            throw failed("hold", cluster, running);
        }
    }

    @Override
    public void release(ClusterId cluster) {
        CommandLineTools.Answer answer = control("release", cluster.toString());
        if (answer.exit() != 0) {
            throw failed("release", cluster, answer);
        }
        // Slurm puts requeued jobs off by two minutes; so long it takes no node to clear up after them, but some time
        // it does.
        control("update", "JobId=" + cluster, "StartTime=now+10");
    }

    private CommandLineTools.Answer control(String... words) {
        List<String> all = new ArrayList<>(List.of("scontrol"));
        all.addAll(List.of(words));
        return options.tools().run(Optional.empty(), all);
    }

    private static RuntimeException failed(String verb, ClusterId cluster, CommandLineTools.Answer answer) {
        String message = "scontrol " + verb + " " + cluster + ": " + answer.complaint();
        return isUnknown(answer) ? new BatchRefusedException(message) : new BatchUnavailableException(message);
    }

    private static boolean isUnknown(CommandLineTools.Answer answer) {
        return (answer.out() + answer.error()).contains("Invalid job id");
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
