package org.ewms.wms.internal.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells who follows a workflow that something of it has changed. */
public final class Bulletin {
    private final Map<String, Set<Semaphore>> followers = new ConcurrentHashMap<>();

    /** Something of this workflow is not as it was. */
    public void changed(String workflowId) {
        followers.getOrDefault(workflowId, Set.of()).forEach(Semaphore::release);
    }

    /** Follows a workflow from now on, until closed. */
    public Follower follow(String workflowId) {
        Semaphore news = new Semaphore(0);
        followers.compute(workflowId, (id, known) -> {
            Set<Semaphore> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(news);
            return all;
        });
        return new Follower(workflowId, news);
    }

    /** One who follows. */
    public final class Follower implements AutoCloseable {
        private final String workflowId;
        private final Semaphore news;

        private Follower(String workflowId, Semaphore news) {
            this.workflowId = workflowId;
            this.news = news;
        }

        /** Waits for a change; false when there was none for so long. */
        boolean await(long seconds) throws InterruptedException {
            boolean changed = news.tryAcquire(seconds, TimeUnit.SECONDS);
            news.drainPermits();
            return changed;
        }

        @Override
        public void close() {
            followers.computeIfPresent(workflowId, (id, all) -> {
                all.remove(news);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
