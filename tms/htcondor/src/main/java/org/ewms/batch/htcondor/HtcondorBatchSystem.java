package org.ewms.batch.htcondor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.Eviction;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.htcondor.internal.QueuedJob;
import org.ewms.batch.htcondor.internal.SubmitDescription;

/**
 * HTCondor by its commands. Statuses come from the job event logs, which cost the schedd nothing; the queue is asked where they are silent, when
 * they say that all is over, and now and then.
 */
public final class HtcondorBatchSystem implements BatchSystem {
    private static final String DESCRIPTION = "cluster.sub";

    /** Clusters that a command is asked about at once: an argument has at most 128 KiB. */
    private static final int MOST_NAMED = 1_000;

    private static final Pattern SUBMITTED = Pattern.compile("(?m)^([0-9]{1,10})\\.[0-9]+(?: - \\1\\.[0-9]+)?\\s*$");

    /** A submission for which nobody was there must not count as one that was refused. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("(?i)can't find address|failed to connect to local queue manager|CEDAR:6001");

    private final HtcondorOptions options;
    private final Clock clock;
    private final JobEventLogs logs;
    private final Map<ClusterId, Instant> audited = new ConcurrentHashMap<>();

    /** Logs of clusters that were submitted here and not yet reported. */
    private final Map<ClusterId, String> submitted = new ConcurrentHashMap<>();

    /** Talks to nobody yet. */
    public HtcondorBatchSystem(HtcondorOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.logs = new JobEventLogs(options.eventLogs());
        try {
            Files.createDirectories(options.eventLogs());
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot make " + options.eventLogs() + ": " + e, e);
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void check() {
        options.tools().asked(List.of("condor_q", "-totals"));
        if (!Files.isWritable(options.eventLogs())) {
            throw new BatchUnavailableException(
                    "the directory of event logs, " + options.eventLogs() + ", is not writable");
        }
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        List<PlannedFile> files = new ArrayList<>(PilotFiles.of(request, "."));
        Map<String, String> attributes =
                SubmitDescription.attributes(request, todaysLog().toString(), options.requirements(), files);
        files.add(new PlannedFile(
                DESCRIPTION,
                SubmitDescription.text(attributes, options.directives(), request.workers()),
                false,
                false));
        Map<String, String> reported = new LinkedHashMap<>(attributes);
        reported.putAll(options.directives());
        return new SubmitPlan(
                request.directory().toAbsolutePath(), files, List.of("condor_submit", "-terse", DESCRIPTION), reported);
    }

    private Path todaysLog() {
        return options.eventLogs().resolve(LocalDate.now(clock) + JobEventLogs.SUFFIX);
    }

    @Override
    public ClusterId submit(SubmitRequest request) {
        SubmitPlan plan = plan(request);
        plan.write();
        CommandLineTools.Answer answer = options.tools().run(Optional.of(plan.directory()), plan.command());
        if (answer.exit() == 128 + 9 || answer.exit() == 128 + 15) {
            throw new BatchUnavailableException("condor_submit was killed; whether it had submitted is not known");
        }
        if (answer.exit() != 0 && UNREACHABLE.matcher(answer.complaint()).find()) {
            throw new BatchUnavailableException("condor_submit reached no schedd: " + answer.complaint());
        }
        if (answer.exit() != 0) {
            throw new BatchRefusedException("condor_submit failed: " + answer.complaint());
        }
        Matcher id = SUBMITTED.matcher(answer.out());
        if (!id.find()) {
            throw new GarbledOutputException(answer.command(), "no 'CLUSTER.0 - CLUSTER.N'", answer.out());
        }
        ClusterId cluster = new ClusterId(Long.parseLong(id.group(1)));
        submitted.put(
                cluster, Objects.requireNonNull(plan.attributes().get("log")).replace("$(DOLLAR)", "$"));
        return cluster;
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        // A taskforce may name the submission; then those of the Python TMS, which knows no other name, count too.
        String constraint = SubmitDescription.SUBMISSION + " == \"" + submission + "\" || "
                + SubmitDescription.SUBMISSION + " =?= undefined && " + SubmitDescription.TASKFORCE + " == \""
                + submission + "\"";
        List<ClusterId> queued = clusters(jobs("condor_q", constraint));
        return queued.isEmpty() ? clusters(jobs("condor_history", constraint)) : queued;
    }

    private static List<ClusterId> clusters(List<QueuedJob> jobs) {
        return jobs.stream()
                .map(each -> new ClusterId(each.cluster()))
                .distinct()
                .sorted()
                .toList();
    }

    private List<QueuedJob> jobs(String command, String constraint) {
        return QueuedJob.all(options.tools()
                .asked(List.of(command, "-json", "-attributes", QueuedJob.ATTRIBUTES, "-constraint", constraint)));
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
        logs.read();
        Instant now = clock.instant();
        List<ClusterId> doubtful = clusters.stream()
                .filter(each -> !logs.isClosed(each))
                .filter(each -> auditDue(each, now))
                .toList();
        for (int i = 0; i < doubtful.size(); i += MOST_NAMED) {
            audit(doubtful.subList(i, Math.min(doubtful.size(), i + MOST_NAMED)), now);
        }
        Map<ClusterId, ClusterStatus> all = new HashMap<>();
        for (ClusterId each : clusters) {
            logs.status(each).ifPresent(status -> all.put(each, status));
        }
        return all;
    }

    private boolean auditDue(ClusterId cluster, Instant now) {
        Instant last = audited.getOrDefault(cluster, Instant.MIN);
        return logs.status(cluster).map(ClusterStatus::over).orElse(true) || last.isBefore(now.minus(options.audit()));
    }

    /** Holds what the logs say against the queue; what has left the queue, against its history. */
    private void audit(List<ClusterId> clusters, Instant now) {
        Map<ClusterId, Long> eventsBefore = new HashMap<>();
        clusters.forEach(each -> eventsBefore.put(each, logs.events(each)));
        Map<Long, List<QueuedJob>> queued = byCluster(jobs("condor_q", any(clusters)));
        logs.read();
        for (ClusterId each : clusters) {
            List<QueuedJob> jobs = queued.getOrDefault(each.value(), List.of());
            // Where events came meanwhile they are newer than what the queue said; the next audit will do.
            if (!jobs.isEmpty() && logs.events(each) == eventsBefore.getOrDefault(each, 0L)) {
                jobs.forEach(job -> logs.correct(each, job.proc(), job.state(), job.holdReason(), job.failure()));
                audited.put(each, now);
            }
        }
        settle(clusters.stream()
                .filter(each -> !queued.containsKey(each.value()) && !logs.isToContinue(each))
                .toList());
    }

    /** Clusters that have left the queue: what the logs do not know of their ends, its history does. */
    private void settle(List<ClusterId> gone) {
        List<ClusterId> unclear = gone.stream()
                .filter(each -> !logs.status(each).map(ClusterStatus::over).orElse(false))
                .toList();
        Map<Long, List<QueuedJob>> past =
                unclear.isEmpty() ? Map.of() : byCluster(jobs("condor_history", any(unclear)));
        for (ClusterId each : unclear) {
            Set<Integer> present = new HashSet<>();
            for (QueuedJob job : past.getOrDefault(each.value(), List.of())) {
                present.add(job.proc());
                logs.correct(each, job.proc(), job.state(), job.holdReason(), job.failure());
            }
            logs.endUnlessIn(each, present);
        }
        logs.close(gone.stream().filter(each -> logs.status(each).isPresent()).toList());
    }

    private static Map<Long, List<QueuedJob>> byCluster(List<QueuedJob> jobs) {
        return jobs.stream().collect(Collectors.groupingBy(QueuedJob::cluster));
    }

    private static String any(List<ClusterId> clusters) {
        return clusters.stream().map(each -> "ClusterId == " + each).collect(Collectors.joining(" || "));
    }

    @Override
    public void remove(ClusterId cluster) {
        CommandLineTools.Answer answer =
                options.tools().run(Optional.empty(), List.of("condor_rm", cluster.toString()));
        if (answer.exit() != 0 && !isUnknown(answer)) {
            throw new BatchUnavailableException("condor_rm failed: " + answer.complaint());
        }
    }

    @Override
    public void hold(ClusterId cluster) {
        ordered("condor_hold", "have been held", cluster);
    }

    @Override
    public void release(ClusterId cluster) {
        ordered("condor_release", "have been released", cluster);
    }

    private void ordered(String command, String done, ClusterId cluster) {
        CommandLineTools.Answer answer = options.tools().run(Optional.empty(), List.of(command, cluster.toString()));
        if ((answer.out() + answer.error()).contains(done)) {
            return;
        }
        if (answer.exit() == 0 || isUnknown(answer)) {
            throw new BatchRefusedException(command + " " + cluster + ": " + answer.complaint());
        }
        throw new BatchUnavailableException(command + " failed: " + answer.complaint());
    }

    @Override
    public Optional<Eviction> eviction() {
        return options.evictSlowerThan() == 0
                ? Optional.empty()
                : Optional.of(new HtcondorEviction(options.tools(), logs, options.evictSlowerThan()));
    }

    private static boolean isUnknown(CommandLineTools.Answer answer) {
        String said = answer.out() + answer.error();
        return said.contains("Couldn't find") || said.contains("no jobs in the queue");
    }

    /** It may be that of an earlier day, when the cluster was found again. */
    @Override
    public String eventLog(ClusterId cluster) {
        String known = submitted.remove(cluster);
        return known != null
                ? known
                : told("condor_q", cluster)
                        .or(() -> told("condor_history", cluster))
                        .orElseGet(() -> todaysLog().toString());
    }

    private Optional<String> told(String command, ClusterId cluster) {
        return options.tools()
                .asked(List.of(command, "-constraint", "ClusterId == " + cluster, "-limit", "1", "-af", "UserLog"))
                .out()
                .lines()
                .filter(each -> each.startsWith("/"))
                .findFirst();
    }

    @Override
    public Optional<Path> eventLogs() {
        return Optional.of(options.eventLogs());
    }

    @Override
    public void close() {
        logs.close();
    }
}
