package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ewms.pilot.TaskRunner.Attempt;

/**
 * What running tasks say of their progress. A task that writes it to a file is asked only when somebody wants to know: that costs tasks nothing,
 * and nothing is kept of those that have ended. Thread-safe.
 */
public final class ProgressBoard {
    private static final int MOST_BYTES = 2000;

    private final Map<Key, Source> running = new ConcurrentHashMap<>();

    private record Key(String eventId, int attempt) {
        Key(Attempt attempt) {
            this(attempt.event().id(), attempt.number());
        }
    }

    /** Where a task's words are. */
    private sealed interface Source {}

    private record InFile(Path file) implements Source {}

    private record Told(String words) implements Source {}

    /** The task will write its progress to this file, if it likes. */
    public void watch(Attempt attempt, Path file) {
        running.put(new Key(attempt), new InFile(file));
    }

    /** The task has said so: {@code FRACTION}, {@code FRACTION TEXT} or {@code TEXT}. */
    public void tell(Attempt attempt, String words) {
        running.put(new Key(attempt), new Told(words));
    }

    public void ended(Attempt attempt) {
        running.remove(new Key(attempt));
    }

    /** The tasks that run now and have said anything, by event. */
    public List<TaskProgress> current() {
        List<TaskProgress> all = new ArrayList<>();
        running.forEach((key, source) -> {
            String words = switch (source) {
                case Told(String told) -> told;
                case InFile(Path file) -> read(file);
            };
            if (!words.isBlank()) {
                all.add(TaskProgress.of(key.eventId(), key.attempt(), words));
            }
        });
        all.sort(java.util.Comparator.comparing(TaskProgress::eventId));
        return all;
    }

    /** The end of a regular file: a task could put anything else in its place. */
    private static String read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(Math.max(0, Files.size(file) - MOST_BYTES));
            return new String(in.readNBytes(MOST_BYTES), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
