package org.ewms.store;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.Document;
import org.ewms.store.internal.Collections;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Phase;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** Workflows in MongoDB, or in whatever speaks its protocol. */
public final class MongoStore implements WorkflowStore {
    private final MongoClient client;
    private final boolean shared;
    private final Collections in;

    private MongoStore(MongoClient client, boolean shared) {
        this.client = client;
        this.shared = shared;
        this.in = guarded(() -> new Collections(client));
    }

    /**
     * Connects, and makes collections and indexes where they are missing.
     *
     * @throws StoreUnavailableException naming the address
     */
    public static MongoStore connect(MongoAddress address) {
        MongoClient client = address.connect();
        try {
            return new MongoStore(client, address.shared());
        } catch (StoreUnavailableException e) {
            client.close();
            throw new StoreUnavailableException("no MongoDB answers at " + address, e);
        }
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
        guarded(() -> {
            if (creation.queues() != null) {
                in.queues().insertAbsent(List.of(creation.queues()));
            }
            in.directives().insertAbsent(creation.directives());
            in.taskforces()
                    .insertAbsent(
                            creation.taskforces().stream().map(Taskforce::of).toList());
            return true;
        });
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
        return shared;
    }

    @Override
    public void check() {
        guarded(() -> client.getDatabase("admin").runCommand(new Document("ping", 1)));
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoCommandException e) {
            throw new InvalidQueryException("the store refused the query: " + e.getErrorMessage());
        } catch (MongoException e) {
            throw new StoreUnavailableException("the store cannot be used now: " + e.getMessage(), e);
        }
    }
}
