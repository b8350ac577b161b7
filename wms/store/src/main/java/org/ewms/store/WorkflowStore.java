package org.ewms.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ewms.workflow.Creation;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/**
 * Keeps workflows. A method that has returned has made its change durable, unless it was called within {@link #together}. All methods may be called by several threads and processes.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store cannot be reached.
 */
public interface WorkflowStore extends AutoCloseable {
    /**
     * The changes become durable together, when it returns, where the store can do so: with one wait for the disk. They are not one
     * transaction; after a crash before it has returned there are the first few of them, or none.
     */
    <T> T together(Supplier<T> changes);

    /** Commits a new workflow: what it is to create is in it. False when there is one of the same {@link org.ewms.workflow.Terms.Origin}. */
    boolean insert(Workflow workflow);

    /** The workflow that came from the request with this key. */
    Optional<Workflow> workflowFrom(String originKey);

    /** Active workflows with a deadline, or that are finished without their user. */
    List<Workflow> watched();

    /** Active workflows with a task whose number of workers follows its backlog. */
    List<Workflow> elastic();

    /** Ids of the workflows that somebody with these names may see. */
    List<String> visibleTo(Set<String> names);

    Optional<Workflow> workflow(String id);

    /** Replaces the workflow if its stored version is the one before; false when somebody else was first or it is not there. */
    boolean replace(Workflow next);

    /** All workflows with something left to do that is due by then. */
    List<Workflow> unfinished(Instant due);

    /** Writes directives, taskforces and queues, those aside that are there already: may be repeated after a crash. */
    void create(Creation creation);

    Optional<TaskDirective> directive(String taskId);

    Optional<Taskforce> taskforce(String uuid);

    /** In order of creation. */
    List<Taskforce> taskforcesOf(String workflowId);

    /** In order of creation. */
    List<Taskforce> taskforcesOfTask(String taskId);

    /** All taskforces that are offered to a TMS for submission or removal. */
    List<Taskforce> waiting();

    /** Replaces the taskforce if its stored version is the one before; false when somebody else was first or it is not there. */
    boolean replace(Taskforce next);

    /** The queues of a workflow. */
    Optional<QueueGroup> queues(String workflowId);

    /** The queues of the workflow that this queue is of. */
    Optional<QueueGroup> queuesWith(String queueId);

    /** Replaces the queues if their stored version is the one before; false when somebody else was first or they are not there. */
    boolean replace(QueueGroup next);

    /** Documents as the REST API shows them, oldest first, as many as the question's limits allow. */
    Page find(Question question);

    /** How many documents the question's filter matches in all parts of the answer. */
    long count(Question question);

    /** Whether other processes may write to it, so that what was read may have changed meanwhile. */
    boolean shared();

    /** Asks the store whether it is there. */
    void check();

    @Override
    void close();
}
