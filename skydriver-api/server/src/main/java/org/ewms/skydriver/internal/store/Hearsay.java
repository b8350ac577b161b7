package org.ewms.skydriver.internal.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes news of what other processes have changed in a store that they share with this one. A change is written with the time at which it
 * began, so that one that shows late, or a clock that is behind by less than {@value #LATE_SECONDS} seconds, is still found.
 */
public final class Hearsay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hearsay.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final double LATE_SECONDS = 10;

    private final Scans scans;
    private final News news;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Map<String, Double> known = new HashMap<>();
    private double latest;

    public Hearsay(Scans scans, News news) {
        this.scans = scans;
        this.news = news;
        this.latest = scans.now();
        this.thread = Thread.ofVirtual().name("hearsay").start(this::listen);
    }

    private void listen() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.warn("what others have changed is not known for now: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Map<String, Double> now = scans.changedElsewhere(latest - LATE_SECONDS);
        now.forEach((id, changed) -> {
            if (!changed.equals(known.get(id))) {
                news.changed(id);
            }
            latest = Math.max(latest, changed);
        });
        known = now;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
