package org.ewms.store;

import static org.ewms.store.internal.Guard.guarded;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ewms.store.internal.Collections;
import org.ewms.store.internal.DocumentBase;
import org.ewms.store.internal.LocalBase;
import org.ewms.store.internal.RemoteBase;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Phase;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** Workflows in documents: of a MongoDB, of whatever speaks its protocol, or of an embedded store in this process. */
public final class DocumentStore implements WorkflowStore {
    private final DocumentBase base;
    private final Collections in;

    private DocumentStore(DocumentBase base) {
        this.base = base;
        this.in = guarded(() -> base.together(() -> new Collections(base)));
    }

    /**
     * Connects, and makes collections and indexes where they are missing.
     *
     * @throws StoreUnavailableException naming the address
     */
    public static DocumentStore connect(MongoAddress address) {
        DocumentBase base = new RemoteBase(address.connect(), address.shared());
        try {
            return new DocumentStore(base);
        } catch (StoreUnavailableException e) {
            base.close();
            throw new StoreUnavailableException("no MongoDB answers at " + address, e);
        }
    }

    /** In a store of this process, without a connection; to be closed before it. */
    static DocumentStore in(LocalBase base) {
        return new DocumentStore(base);
    }

    @Override
    public <T> T together(Supplier<T> changes) {
        return base.together(changes);
    }

    @Override
    public boolean insert(Workflow workflow) {
        return guarded(() -> in.workflows().inserted(workflow));
    }

    @Override
    public Optional<Workflow> workflowFrom(String originKey) {
        return guarded(() -> in.workflows().first(Filters.eq("ewms.origin_key", originKey)));
    }

    @Override
    public List<Workflow> watched() {
        return guarded(() -> in.workflows().all(Filters.eq("ewms.watched", true)));
    }

    @Override
    public List<Workflow> elastic() {
        return guarded(() -> in.workflows().all(Filters.eq("ewms.elastic", true)));
    }

    @Override
    public List<String> visibleTo(Set<String> names) {
        return guarded(() -> in.visibleTo(names));
    }

    @Override
    public Optional<Workflow> workflow(String id) {
        return guarded(() -> in.workflows().get(id));
    }

    @Override
    public boolean replace(Workflow next) {
        return guarded(() -> in.workflows().replace(next.id(), next.version() - 1, next));
    }

    @Override
    public List<Workflow> unfinished(Instant due) {
        return guarded(() -> in.dueBy(due));
    }

    @Override
    public void create(Creation creation) {
        guarded(() -> base.together(() -> {
            if (creation.queues() != null) {
                in.queues().insertAbsent(List.of(creation.queues()));
            }
            in.directives().insertAbsent(creation.directives());
            in.taskforces()
                    .insertAbsent(
                            creation.taskforces().stream().map(Taskforce::of).toList());
            return true;
        }));
    }

    @Override
    public Optional<TaskDirective> directive(String taskId) {
        return guarded(() -> in.directives().get(taskId));
    }

    @Override
    public Optional<Taskforce> taskforce(String uuid) {
        return guarded(() -> in.taskforces().get(uuid));
    }

    @Override
    public List<Taskforce> taskforcesOf(String workflowId) {
        return guarded(() -> in.taskforces().all(Filters.eq("workflow_id", workflowId)));
    }

    @Override
    public List<Taskforce> taskforcesOfTask(String taskId) {
        return guarded(() -> in.taskforces().all(Filters.eq("task_id", taskId)));
    }

    @Override
    public List<Taskforce> waiting() {
        return guarded(() ->
                in.taskforces().all(Filters.in("phase", Phase.PENDING_STARTER.word(), Phase.PENDING_STOPPER.word())));
    }

    @Override
    public boolean replace(Taskforce next) {
        return guarded(() -> in.taskforces().replace(next.uuid(), next.version() - 1, next));
    }

    @Override
    public Optional<QueueGroup> queues(String workflowId) {
        return guarded(() -> in.queues().get(workflowId));
    }

    @Override
    public Optional<QueueGroup> queuesWith(String queueId) {
        return guarded(() -> in.queues().first(Filters.eq("queues.mqid", queueId)));
    }

    @Override
    public boolean replace(QueueGroup next) {
        return guarded(() -> in.queues().replace(next.workflowId(), next.version() - 1, next));
    }

    @Override
    public Page find(Question question) {
        return guarded(() -> in.find(question));
    }

    @Override
    public long count(Question question) {
        return guarded(() -> in.count(question));
    }

    @Override
    public boolean shared() {
        return base.shared();
    }

    @Override
    public void check() {
        guarded(() -> {
            base.check();
            return true;
        });
    }

    @Override
    public void close() {
        base.close();
    }
}
