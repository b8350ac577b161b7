package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.Capability;
import org.ewms.batch.ClusterId;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.Launch;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.batch.kubernetes.internal.ApiServer;
import org.ewms.batch.kubernetes.internal.ClusterName;
import org.ewms.batch.kubernetes.internal.JobPatch;
import org.ewms.batch.kubernetes.internal.JobReport;
import org.ewms.batch.kubernetes.internal.Manifests;
import org.ewms.batch.kubernetes.internal.Marks;
import org.ewms.batch.kubernetes.internal.Permissions;
import org.ewms.batch.kubernetes.internal.PodLogs;
import org.ewms.batch.kubernetes.internal.SecretData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A namespace of a Kubernetes as a batch system. A cluster is a Job, and a Secret with the pilots' files that belongs to it; its number and name come
 * from the submission, so that the same submission is the same Job whoever makes it, and how often. Any API server from 1.20 on will do.
 */
public final class KubernetesBatchSystem implements BatchSystem {
    private static final Logger LOG = LoggerFactory.getLogger(KubernetesBatchSystem.class);

    private final KubernetesOptions options;
    private final ApiServer server;

    /** Reads how to reach the API server; talks to nobody yet. */
    public KubernetesBatchSystem(KubernetesOptions options) {
        this.options = options;
        this.server = new ApiServer(options);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HOLD, Capability.FILE_TRANSFER);
    }

    @Override
    public void check() {
        String version = server.version();
        Permissions permissions = new Permissions(server);
        permissions.check();
        // The server itself knows best whether it likes the site's template and image.
        SubmitRequest sample = SubmitRequest.of(
                new SubmissionId("check"),
                "check",
                1,
                options.image()
                        .<Launch>map(any -> new Launch.Command(List.of("true")))
                        .orElse(new Launch.Image("check")),
                Path.of("check"));
        server.create(Manifests.of(sample, options, server.namespace()).job(), true);
        LOG.info("Kubernetes {}, namespace {}, quotas {}", version, server.namespace(), permissions.quotas());
    }

    @Override
    public SubmitPlan plan(SubmitRequest request) {
        Manifests manifests = Manifests.of(request, options, server.namespace());
        SecretData unused = SecretData.of(manifests, request.inputFiles());
        return manifests.plan(request);
    }

    @Override
    public ClusterId submit(SubmitRequest request) {
        Manifests manifests = Manifests.of(request, options, server.namespace());
        SecretData files = SecretData.of(manifests, request.inputFiles());
        manifests.plan(request).write();
        Job job = parked(manifests);
        if (Marks.Phase.of(job) == Marks.Phase.PARKED) {
            server.replace(files.secret(manifests, job));
            // Who else submits the same at the same time may have been quicker.
            if (server.patch(ClusterName.of(manifests.cluster()), manifests.start()) == ApiServer.Changed.GONE) {
                throw gone(ClusterName.of(manifests.cluster()));
            }
        }
        return manifests.cluster();
    }

    /** The Job, made now or by somebody who then was interrupted. One that has ended makes room for a new one. */
    private Job parked(Manifests manifests) {
        Optional<Job> made = server.create(manifests.job(), false);
        if (made.isPresent()) {
            return made.get();
        }
        String name = ClusterName.of(manifests.cluster());
        Job there = server.job(name).orElseThrow(() -> gone(name));
        if (!isOf(there, manifests.job())) {
            throw new BatchRefusedException("Kubernetes has a job " + name + " in namespace " + server.namespace()
                    + " that is of another submission: " + Marks.annotation(there, Marks.SUBMISSION));
        }
        if (!JobReport.isFinished(there)) {
            return there;
        }
        server.deleteJob(there);
        return server.create(manifests.job(), false).orElseThrow(() -> gone(name));
    }

    private static BatchUnavailableException gone(String name) {
        return new BatchUnavailableException("job " + name + " is being deleted by somebody");
    }

    private static boolean isOf(Job job, Job other) {
        return Marks.annotation(job, Marks.SUBMISSION).equals(Marks.annotation(other, Marks.SUBMISSION));
    }

    @Override
    public List<ClusterId> find(SubmissionId submission) {
        ClusterId cluster = ClusterName.id(submission);
        return server.job(ClusterName.of(cluster))
                .filter(job -> Marks.annotation(job, Marks.SUBMISSION).equals(submission.value()))
                .filter(job -> Marks.Phase.of(job) != Marks.Phase.PARKED)
                .map(job -> List.of(cluster))
                .orElse(List.of());
    }

    @Override
    public Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters) {
        if (clusters.isEmpty()) {
            return Map.of();
        }
        boolean one = clusters.size() == 1;
        String label = one ? Marks.CLUSTER : Marks.OWNER;
        String value = one ? clusters.iterator().next().toString() : Marks.OURS;
        Map<ClusterId, Job> jobs = server.jobs(label, value).stream()
                .filter(each -> Marks.cluster(each).filter(clusters::contains).isPresent())
                .collect(Collectors.toMap(
                        each -> Marks.cluster(each).orElseThrow(), Function.identity(), (first, other) -> first));
        if (jobs.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Pod>> pods = server.pods(label, value).stream()
                .filter(each -> !owner(each).isEmpty())
                .collect(Collectors.groupingBy(KubernetesBatchSystem::owner));
        Map<ClusterId, JobReport> reports = new HashMap<>();
        jobs.forEach((cluster, job) -> reports.put(
                cluster, new JobReport(job, pods.getOrDefault(job.getMetadata().getUid(), List.of()))));
        Map<String, String> obstacles =
                reports.values().stream().anyMatch(JobReport::lacksPods) ? obstacles() : Map.of();
        Map<ClusterId, ClusterStatus> all = new HashMap<>();
        reports.forEach((cluster, report) -> all.put(
                cluster,
                report.status(Optional.ofNullable(
                        obstacles.get(report.job().getMetadata().getUid())))));
        return all;
    }

    /** The Job that made a pod; one of the same name may have been before. */
    private static String owner(Pod pod) {
        return Objects.requireNonNullElse(pod.getMetadata().getOwnerReferences(), List.<OwnerReference>of()).stream()
                .filter(each -> "Job".equals(each.getKind()))
                .map(each -> Objects.requireNonNullElse(each.getUid(), ""))
                .findFirst()
                .orElse("");
    }

    private Map<String, String> obstacles() {
        Map<String, String> all = new HashMap<>();
        for (Event each : server.failedCreations()) {
            if (each.getInvolvedObject() != null && each.getInvolvedObject().getUid() != null) {
                all.put(each.getInvolvedObject().getUid(), JobReport.obstacle(each));
            }
        }
        return all;
    }

    /** The Job stays for a while, to tell that its jobs were removed. */
    @Override
    public void remove(ClusterId cluster) {
        switch (server.patch(ClusterName.of(cluster), JobPatch.REMOVE)) {
            case DONE -> server.deleteSecret(ClusterName.of(cluster));
            case GONE -> {}
            case OTHERWISE ->
                throw new BatchUnavailableException("Kubernetes does not let job " + ClusterName.of(cluster)
                        + " end; has somebody changed it? Try: kubectl delete job");
        }
    }

    @Override
    public void hold(ClusterId cluster) {
        if (Marks.Phase.of(living(cluster)) == Marks.Phase.SUBMITTED) {
            change(cluster, JobPatch.HOLD);
        }
    }

    @Override
    public void release(ClusterId cluster) {
        Job job = living(cluster);
        if (Marks.Phase.of(job) == Marks.Phase.HELD) {
            change(cluster, JobPatch.release(job.getSpec().getCompletions()));
        }
    }

    private Job living(ClusterId cluster) {
        return server.job(ClusterName.of(cluster))
                .filter(each -> Marks.Phase.of(each) != Marks.Phase.REMOVED && !JobReport.isFinished(each))
                .orElseThrow(() -> new BatchRefusedException("Kubernetes has no cluster " + cluster + " that lives"));
    }

    private void change(ClusterId cluster, JobPatch patch) {
        if (server.patch(ClusterName.of(cluster), patch) != ApiServer.Changed.DONE) {
            throw new BatchUnavailableException("cluster " + cluster + " was changed by somebody else meanwhile");
        }
    }

    @Override
    public void bringOutput(ClusterId cluster, Path directory) {
        PodLogs logs = new PodLogs(server, directory);
        server.pods(Marks.CLUSTER, cluster.toString()).forEach(each -> logs.bring(cluster, each));
    }

    @Override
    public void close() {
        server.close();
    }
}
