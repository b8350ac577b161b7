package org.ewms.batch.gridengine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.ewms.batch.Launch;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.gridengine.internal.JobName;
import org.ewms.batch.gridengine.internal.JobScript;
import org.ewms.batch.gridengine.internal.QueuedJobs;
import org.ewms.batch.gridengine.internal.Records;
import org.jspecify.annotations.Nullable;

/**
 * Grid Engine (Son of Grid Engine, Univa, Altair) by its commands. A cluster is an array job whose name tells the submission. Grid Engine
 * forgets what has ended, so tasks leave a word in the taskforce's directory, which nodes must see. Running jobs cannot be held.
 */
public final class GridEngineBatchSystem implements BatchSystem {
    private static final String SCRIPT = "cluster.sge";
    private static final Pattern ID = Pattern.compile("(?m)^([0-9]{1,10})(?:\\.\\S+)?\\s*$");
    private static final int KILLED = 128 + 9;

    private final GridEngineOptions options;
    private final Records records;

    public GridEngineBatchSystem(GridEngineOptions options) {
        this.options = options;
        this.records = new Records(options.records());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void check() {
        if (options.tools().asked(List.of("qconf", "-sql")).out().isBlank()) {
            throw new BatchUnavailableException("qconf lists no queue");
        }
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        if (!(request.launch() instanceof Launch.Command)) {
            throw new BatchRefusedException("a pilot on Grid Engine is a command; give the site a 'pilot.command'");
        }
        Path directory = request.directory().toAbsolutePath();
        List<PlannedFile> files = new ArrayList<>(PilotFiles.of(request, directory.toString()));
        Map<String, String> asked = JobScript.options(request, options, directory);
        files.add(new PlannedFile(SCRIPT, JobScript.text(asked, options, directory), false, false));
        Map<String, String> reported = new HashMap<>(asked);
        reported.putAll(options.directives());
        return new SubmitPlan(directory, files, List.of("qsub", "-terse", SCRIPT), reported);
    }

    @Override
    public ClusterId submit(SubmitRequest request) {
        SubmitPlan plan = plan(request);
        plan.write();
        records.expect(request.submission().value(), plan.directory());
        ClusterId cluster = options.tools().submitted(plan, ID, GridEngineBatchSystem::isUnreachable);
        records.seen(cluster.value(), new JobName(request.submission().value(), request.workers()));
        return cluster;
    }

    private static boolean isUnreachable(CommandLineTools.Answer answer) {
        return answer.error().contains("unable to contact qmaster")
                || answer.error().contains("unable to send message to qmaster");
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        Set<Long> all = new TreeSet<>();
        queued().forEach((id, job) -> JobName.of(job.name())
                .filter(name -> name.submission().equals(submission.value()))
                .ifPresent(name -> {
                    records.seen(id, name);
                    all.add(id);
                }));
        all.addAll(records.clusters(each -> each.getValue().submission().equals(submission.value()))
                .keySet());
        return all.stream().map(ClusterId::new).toList();
    }

    private Map<Long, QueuedJobs.Job> queued() {
        return QueuedJobs.all(options.tools().asked(List.of("qstat", "-xml")));
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
        // In this order: a task leaves its word before Grid Engine forgets it.
        Map<Long, QueuedJobs.Job> queued = queued();
        Set<ClusterId> wanted = new HashSet<>(clusters);
        Map<Long, Records.Cluster> known = records.clusters(each -> wanted.contains(new ClusterId(each.getKey())));
        Map<ClusterId, ClusterStatus> all = new HashMap<>();
        for (ClusterId each : wanted) {
            QueuedJobs.Job job = queued.get(each.value());
            Records.Cluster record = known.get(each.value());
            if (record != null) {
                Records.Ended ended = records.ended(each.value(), record.taskforce());
                all.put(each, status(record.name().workers(), ended, job == null ? Map.of() : job.tasks()));
            } else if (job != null) {
                ClusterStatus.Tally tally = new ClusterStatus.Tally();
                job.tasks().values().forEach(tally::add);
                all.put(each, tally.status());
            }
        }
        return all;
    }

    private static ClusterStatus status(int workers, Records.Ended ended, Map<Integer, JobKind> alive) {
        ClusterStatus.Tally tally = new ClusterStatus.Tally();
        for (int task = 1; task <= workers; task++) {
            JobKind kind = alive.get(task);
            Integer code = ended.codes().get(task);
            if (code == null && kind != null) {
                tally.add(kind);
            } else if (ended.removed() && (code == null || code == KILLED)) {
                tally.add(JobKind.of(JobState.REMOVED));
            } else {
                tally.add(JobKind.of(JobState.COMPLETED));
                failure(code).ifPresent(tally::error);
            }
        }
        return tally.status();
    }

    private static Optional<String> failure(@Nullable Integer code) {
        if (code == null) {
            return Optional.of("the pilot vanished: it left no word, and Grid Engine lists it no more");
        }
        if (code == 0) {
            return Optional.empty();
        }
        return Optional.of(
                code > 128
                        ? "the pilot was ended by signal " + (code - 128)
                        : "the pilot ended with exit code " + code);
    }

    @Override
    public void remove(ClusterId cluster) {
        records.remove(cluster);
        CommandLineTools.Answer answer = options.tools().run(Optional.empty(), List.of("qdel", cluster.toString()));
        String said = answer.out() + answer.error();
        boolean nothingToDo = said.contains("does not exist") || said.contains("already in deletion");
        if (answer.exit() != 0 && !nothingToDo) {
            throw new BatchUnavailableException("qdel failed: " + answer.complaint());
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
