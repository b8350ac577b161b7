package org.ewms.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void changes_that_come_during_a_commit_share_the_next() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger commits = new AtomicInteger();
        GroupCommit group = new GroupCommit(() -> {
            if (commits.incrementAndGet() == 1) {
                await(first);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Thread> waiting = new ArrayList<>();
            threads.submit(group::await);
            Awaitility.await().until(() -> commits.get() == 1);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(threads.submit(() -> {
                    synchronized (waiting) {
                        waiting.add(Thread.currentThread());
                    }
                    group.await();
                }));
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                synchronized (waiting) {
                    return waiting.size() == 20
                            && waiting.stream().allMatch(each -> each.getState() == Thread.State.WAITING);
                }
            });
            first.countDown();
            for (Future<?> each : others) {
                each.get();
            }
        }
        assertThat(commits).hasValue(2);
    }

    @Test
    void whoever_returns_finds_its_change_among_the_committed() throws Exception {
        Set<Integer> changed = ConcurrentHashMap.newKeySet();
        AtomicReference<Set<Integer>> durable = new AtomicReference<>(Set.of());
        GroupCommit group = new GroupCommit(() -> durable.set(Set.copyOf(changed)));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int mine = i;
                all.add(threads.submit(() -> {
                    changed.add(mine);
                    group.await();
                    return Objects.requireNonNull(durable.get()).contains(mine);
                }));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void a_commit_that_fails_fails_for_each_who_waits_for_it() {
        GroupCommit group = new GroupCommit(() -> {
            throw new IllegalStateException("disk full");
        });
        assertThatIllegalStateException().isThrownBy(group::await);
        assertThatIllegalStateException().isThrownBy(group::await);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
