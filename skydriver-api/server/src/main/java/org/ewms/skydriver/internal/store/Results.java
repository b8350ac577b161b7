package org.ewms.skydriver.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.ewms.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Results of scans. A result is kept in full before the scan's document says that it is there. */
public final class Results {
    /** A text that is replaced again and again while it is read is not to be had; so often it is tried. */
    private static final int READS = 5;

    /** So many results are written at a time, those of one scan one after another. */
    private static final int WRITERS = 64;

    private final Scans scans;
    private final Texts texts;
    private final List<ReentrantLock> writers =
            Stream.generate(ReentrantLock::new).limit(WRITERS).toList();

    public Results(Scans scans, Texts texts) {
        this.scans = scans;
        this.texts = texts;
    }

    /**
     * A result as it was read.
     *
     * @param text JSON of the result
     */
    public record Kept(String scanId, ResultMark mark, String text) {}

    /**
     * Keeps a result in place of the one before; a final one ends the scan, whose workflow will be told.
     *
     * @return the scan as it was left; empty when there is none
     */
    public Optional<KeptScan> put(String scanId, String text, boolean complete) {
        ReentrantLock lock = writers.get(Math.floorMod(scanId.hashCode(), WRITERS));
        lock.lock();
        try {
            Optional<KeptScan> scan = scans.get(scanId);
            if (scan.isEmpty()) {
                return scan;
            }
            @Nullable ResultMark before = scan.get().course().result();
            TextMark mark = texts.write(name(scanId), before == null ? null : before.text(), text);
            return scans.change(scanId, each -> taken(each, new ResultMark(mark, complete)));
        } finally {
            lock.unlock();
        }
    }

    private static KeptScan taken(KeptScan scan, ResultMark mark) {
        Course course = scan.course().with(mark);
        if (mark.complete()) {
            course = course.at(Course.Stage.OVER);
            course = scan.manifest().workflowId().isPresent() ? course.telling("finished") : course;
        }
        return scan.with(course);
    }

    /** The scan's present result. */
    public Optional<Kept> of(KeptScan scan) {
        KeptScan at = scan;
        for (int i = 0; i < READS; i++) {
            ResultMark mark = at.course().result();
            if (mark == null) {
                return Optional.empty();
            }
            Optional<String> text = texts.read(name(scan.id()), mark.text());
            if (text.isPresent()) {
                return Optional.of(new Kept(scan.id(), mark, text.get()));
            }
            at = scans.get(scan.id()).orElse(at);
        }
        throw new StoreUnavailableException("the result of scan " + scan.id() + " is being replaced all the time");
    }

    private static String name(String scanId) {
        return "result/" + scanId;
    }
}
