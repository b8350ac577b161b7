package org.ewms.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tasks joined by queues: a queue leads from every task that writes it to every task that reads it. */
public final class QueueGraph {
    private final List<TaskRequest> tasks;
    private final Set<String> declaredLoops;

    public QueueGraph(List<TaskRequest> tasks, Set<String> declaredLoops) {
        this.tasks = List.copyOf(tasks);
        this.declaredLoops = Set.copyOf(declaredLoops);
    }

    /** The queues of one loop that was not declared, in order, if there is any. */
    public Optional<List<String>> undeclaredLoop() {
        Set<Integer> finished = new HashSet<>();
        for (int task = 0; task < tasks.size(); task++) {
            Optional<List<String>> loop = search(task, new ArrayList<>(List.of(task)), new ArrayList<>(), finished);
            if (loop.isPresent()) {
                return loop;
            }
        }
        return Optional.empty();
    }

    /** Every queue of the tasks once, each after those from which its events come, as far as there are no circles. */
    public static List<String> downstream(List<TaskDirective> tasks) {
        LinkedHashSet<String> order = new LinkedHashSet<>();
        List<TaskDirective> left = new ArrayList<>(tasks);
        while (!left.isEmpty()) {
            TaskDirective next = left.stream()
                    .filter(each -> left.stream()
                            .noneMatch(other -> other != each
                                    && other.outputQueues().stream().anyMatch(each.inputQueues()::contains)))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            order.addAll(next.inputQueues());
        }
        tasks.forEach(each -> order.addAll(each.outputQueues()));
        return List.copyOf(order);
    }

    private Optional<List<String>> search(int task, List<Integer> path, List<String> queues, Set<Integer> finished) {
        if (finished.contains(task)) {
            return Optional.empty();
        }
        for (String queue : tasks.get(task).outputAliases()) {
            if (declaredLoops.contains(queue)) {
                continue;
            }
            for (int reader = 0; reader < tasks.size(); reader++) {
                if (!tasks.get(reader).inputAliases().contains(queue)) {
                    continue;
                }
                queues.add(queue);
                int start = path.indexOf(reader);
                if (start >= 0) {
                    return Optional.of(List.copyOf(queues.subList(start, queues.size())));
                }
                path.add(reader);
                Optional<List<String>> loop = search(reader, path, queues, finished);
                if (loop.isPresent()) {
                    return loop;
                }
                path.removeLast();
                queues.removeLast();
            }
        }
        finished.add(task);
        return Optional.empty();
    }
}
