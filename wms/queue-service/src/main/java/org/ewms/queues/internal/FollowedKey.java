package org.ewms.queues.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ewms.queues.QueueServiceException;
import org.jspecify.annotations.Nullable;

/**
 * A key as its files have it now, and the earlier ones for as long as what they have signed may be valid. A file that has changed is read at
 * the next use.
 *
 * @param <K> equal when it is the same key
 */
public final class FollowedKey<K> {
    /** Reads the files. */
    @FunctionalInterface
    public interface Loader<K> {
        K load() throws IOException, GeneralSecurityException;
    }

    private final List<Path> files;
    private final Loader<K> loader;
    private final Duration life;
    private final Clock clock;
    private final List<Retired<K>> retired = new ArrayList<>();
    private @Nullable K current;
    private @Nullable List<FileTime> read;

    private record Retired<K>(K key, Instant until) {}

    /** @param life of what is signed */
    public FollowedKey(List<Path> files, Loader<K> loader, Duration life, Clock clock) {
        this.files = List.copyOf(files);
        this.loader = loader;
        this.life = life;
        this.clock = clock;
    }

    /** @throws QueueServiceException naming the files, when they cannot be read */
    public synchronized K current() {
        try {
            List<FileTime> times = new ArrayList<>();
            for (Path file : files) {
                times.add(Files.getLastModifiedTime(file));
            }
            K known = current;
            if (known == null || !times.equals(read)) {
                K next = loader.load();
                if (known != null && !known.equals(next)) {
                    retired.add(new Retired<>(known, clock.instant().plus(life)));
                }
                current = next;
                read = times;
                return next;
            }
            return known;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new QueueServiceException("cannot read the queue keys " + files + ": " + e, e);
        }
    }

    /** All that may have signed what is valid now, the current one first. */
    public synchronized List<K> all() {
        List<K> all = new ArrayList<>(List.of(current()));
        retired.removeIf(each -> !clock.instant().isBefore(each.until()));
        retired.forEach(each -> all.add(each.key()));
        return all;
    }
}
