package org.ewms.wms.internal.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.ewms.store.WorkflowStore;
import org.ewms.workflow.Creation;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** A store that says on a bulletin what was changed through it. */
public record AnnouncingStore(WorkflowStore store, Bulletin bulletin) implements WorkflowStore {
    @Override
    public <T> T together(Supplier<T> changes) {
        return store.together(changes);
    }

    @Override
    public boolean insert(Workflow workflow) {
        return store.insert(workflow);
    }

    @Override
    public boolean replace(Workflow next) {
        return announced(store.replace(next), next.id());
    }

    @Override
    public void create(Creation creation) {
        store.create(creation);
        creation.taskforces().forEach(each -> bulletin.changed(each.workflowId()));
    }

    @Override
    public boolean replace(Taskforce next) {
        return announced(store.replace(next), next.plan().workflowId());
    }

    @Override
    public boolean replace(QueueGroup next) {
        return announced(store.replace(next), next.workflowId());
    }

    private boolean announced(boolean written, String workflowId) {
        if (written) {
            bulletin.changed(workflowId);
        }
        return written;
    }

    @Override
    public Optional<Workflow> workflow(String id) {
        return store.workflow(id);
    }

    @Override
    public Optional<Workflow> workflowFrom(String originKey) {
        return store.workflowFrom(originKey);
    }

    @Override
    public List<Workflow> watched() {
        return store.watched();
    }

    @Override
    public List<Workflow> elastic() {
        return store.elastic();
    }

    @Override
    public List<String> visibleTo(Set<String> names) {
        return store.visibleTo(names);
    }

    @Override
    public List<Workflow> unfinished(Instant due) {
        return store.unfinished(due);
    }

    @Override
    public Optional<TaskDirective> directive(String taskId) {
        return store.directive(taskId);
    }

    @Override
    public Optional<Taskforce> taskforce(String uuid) {
        return store.taskforce(uuid);
    }

    @Override
    public List<Taskforce> taskforcesOf(String workflowId) {
        return store.taskforcesOf(workflowId);
    }

    @Override
    public List<Taskforce> taskforcesOfTask(String taskId) {
        return store.taskforcesOfTask(taskId);
    }

    @Override
    public List<Taskforce> waiting() {
        return store.waiting();
    }

    @Override
    public Optional<QueueGroup> queues(String workflowId) {
        return store.queues(workflowId);
    }

    @Override
    public Optional<QueueGroup> queuesWith(String queueId) {
        return store.queuesWith(queueId);
    }

    @Override
    public Page find(Question question) {
        return store.find(question);
    }

    @Override
    public long count(Question question) {
        return store.count(question);
    }

    @Override
    public boolean shared() {
        return store.shared();
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
