package org.ewms.batch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where pilots can be started: HTCondor, Slurm, Grid Engine, Kubernetes, the processes of this machine. Nothing is remembered between calls that the batch system
 * does not know itself, so that another process can go on at any time. Safe for use by several threads.
 *
 * <p>Every method may throw a {@link BatchException}: {@link BatchUnavailableException} when the system does not answer,
 * {@link BatchRefusedException} when it will not do what is asked, {@link GarbledOutputException} when it answers nonsense.
 */
public interface BatchSystem extends AutoCloseable {
    /** What it can do beyond what all can. */
    Set<Capability> capabilities();

    /** Returns when the batch system answers and would take a submission; throws why not. */
    void check();

    /** What {@link #submit} would do. */
    SubmitPlan plan(SubmitRequest request);

    /**
     * Starts the jobs. When it throws {@link BatchUnavailableException} or {@link GarbledOutputException} the cluster may exist; then
     * {@link #find} tells.
     */
    ClusterId submit(SubmitRequest request);

    /** The clusters, ended ones too, that were submitted with this id; smallest first. More than one only after a race. */
    List<ClusterId> find(SubmissionId submission);

    /** The jobs of each cluster. One that the batch system knows nothing of, or nothing any more, is left out. */
    Map<ClusterId, ClusterStatus> statuses(Collection<ClusterId> clusters);

    /** Ends all jobs of the cluster, if there are any. */
    void remove(ClusterId cluster);

    /**
     * Holds all jobs of the cluster: those that run are stopped, none is started.
     *
     * @throws BatchRefusedException without {@link Capability#HOLD}, or when there is no such cluster
     */
    default void hold(ClusterId cluster) {
        throw new BatchRefusedException("this batch system cannot hold jobs");
    }

    /**
     * Lets held jobs run again.
     *
     * @throws BatchRefusedException without {@link Capability#HOLD}, or when there is no such cluster
     */
    default void release(ClusterId cluster) {
        throw new BatchRefusedException("this batch system cannot hold jobs");
    }

    /** How slow pilots are got rid of; empty where that cannot be, or is not wanted. */
    default Optional<Eviction> eviction() {
        return Optional.empty();
    }

    /**
     * Brings what the cluster's jobs have printed so far, to files {@code pilot-CLUSTER-JOB.out}, where the batch system does not do so by itself.
     *
     * @param directory of the taskforce
     */
    default void bringOutput(ClusterId cluster, Path directory) {}

    /** The file in which the events of the cluster are logged, as the workflow service is told; empty if there is none. */
    default String eventLog(ClusterId cluster) {
        return "";
    }

    /** The directory of its logs of events, a file a day that only grows; empty if there is none. */
    default Optional<Path> eventLogs() {
        return Optional.empty();
    }

    @Override
    void close();
}
