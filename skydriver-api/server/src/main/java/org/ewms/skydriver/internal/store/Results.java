package org.ewms.skydriver.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ewms.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Results of scans. A result is kept in full before the scan's document says that it is there. */
public final class Results {
    /** The token of a scanner that is none of ours. */
    public static final long OUTSIDE = 0;

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
     * @param token of who works on the scan, {@link #OUTSIDE} for a scanner that is none of ours
     * @param written called when the text is kept, before anybody is told that the scan has it
     * @return the scan as it was left; empty when there is none
     * @throws LeaseLostException when somebody else works on the scan
     */
    public Optional<KeptScan> put(
            String scanId, long token, String text, boolean complete, Consumer<ResultMark> written) {
        ReentrantLock lock = writers.get(Math.floorMod(scanId.hashCode(), WRITERS));
        lock.lock();
        try {
            Optional<KeptScan> scan = scans.get(scanId);
            if (scan.isEmpty()) {
                return scan;
            }
            @Nullable ResultMark before = scan.get().course().result();
            TextMark parts = texts.write(name(scanId), slot(token, before), text);
            ResultMark mark = new ResultMark(parts, complete);
            written.accept(mark);
            return scans.change(scanId, each -> taken(LeaseLostException.unlessHeld(each, token), mark));
        } finally {
            lock.unlock();
        }
    }

    /** The one of the token's two slots that has not the present result: who has lost the scan overwrites nothing of its successor. */
    private static int slot(long token, @Nullable ResultMark before) {
        int first = Math.toIntExact(2 * token);
        return before != null && before.text().slot() == first ? first + 1 : first;
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
