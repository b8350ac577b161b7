package org.ewms.skydriver.internal.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ewms.manifest.WaitingScans;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.OpenScan;
import org.ewms.skydriver.internal.store.Scans;

/**
 * The scans that are not over, as this process knows them. It reads those that have changed; every few seconds those that are under way,
 * as nobody is told of the leases of other processes; and once in a while all of them. What it says is a reason to try: the scan's
 * document decides. Confined to one thread.
 */
final class OpenScans {
    private static final long ALL_NANOS = 60_000_000_000L;

    private final Scans scans;
    private final News news;
    private final long begunNanos;
    private final Map<String, OpenScan> open = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final WaitingScans waiting = new WaitingScans();
    private long heard;
    private long readAll;
    private long readBegun;
    private boolean known;

    /** @param begunMillis after which those under way are read again */
    OpenScans(Scans scans, News news, long begunMillis) {
        this.scans = scans;
        this.news = news;
        this.begunNanos = begunMillis * 1_000_000;
    }

    /** Takes note of what has changed. */
    void refresh() {
        long now = System.nanoTime();
        long latest = news.last();
        Optional<Collection<String>> changed = news.changedAfter(heard);
        if (!known || changed.isEmpty() || now - readAll > ALL_NANOS) {
            List<OpenScan> all = scans.open();
            Set.copyOf(open.keySet()).forEach(this::forget);
            all.forEach(this::put);
            readAll = now;
            readBegun = now;
            known = true;
        } else {
            read(changed.get());
            if (now - readBegun > begunNanos) {
                scans.open(Course.Stage.RUNNING).forEach(this::put);
                readBegun = now;
            }
        }
        heard = latest;
    }

    /** Reads these again. */
    void read(Collection<String> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<OpenScan> read = scans.open(changed);
        changed.forEach(this::forget);
        read.forEach(this::put);
    }

    /** A scan is like this now. */
    void put(OpenScan scan) {
        forget(scan.id());
        open.put(scan.id(), scan);
        if (scan.course().stage() == Course.Stage.WAITING) {
            waiting.put(scan.entry());
        } else {
            begun.add(scan.id());
        }
    }

    private void forget(String id) {
        open.remove(id);
        begun.remove(id);
        waiting.remove(id);
    }

    /** The scan; empty when it is over, or unknown. */
    Optional<OpenScan> get(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Scans that have a workflow, whoever works on them. */
    List<OpenScan> begun() {
        return begun.stream().map(open::get).toList();
    }

    /** Scans in the backlog. */
    WaitingScans waiting() {
        return waiting;
    }
}
