package org.ewms.pilot.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.ewms.pilot.NodeGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate of a node, kept in a small file that all pilots of one user there share, a line of numbers under a lock. While the node does well
 * it is only looked at; a file that cannot be used keeps nobody from working.
 */
public final class NodeFile implements NodeGate {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFile.class);
    private static final int LONGEST = 4096;

    private final Path file;
    private final NodeHealth.Rule rule;
    private final Clock clock;

    /** Locks of files are between processes; this one is between the slots of this one. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean unusable;

    /**
     * In this directory, which is made, for its owner alone, if missing.
     *
     * @param name of what is worked on: what fails for one task need not for another
     */
    public NodeFile(Path directory, String name, NodeHealth.Rule rule, Clock clock) {
        this.file = directory.resolve(name);
        this.rule = rule;
        this.clock = clock;
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            unusable(e);
        }
    }

    /** How the node is now. */
    public NodeHealth health() {
        return changed(now -> now);
    }

    @Override
    public Admission ask() {
        if (unusable) {
            return Admission.FREE;
        }
        Admission[] answer = {Admission.FREE};
        changed(known -> {
            Instant now = clock.instant();
            NodeHealth health = known.at(rule, now);
            if (health.sickAt(now)) {
                answer[0] = new Admission.Sick(rule.failures() + " tasks in a row failed at once on " + Host.name()
                        + ", which is taken for sick until " + health.sickUntil());
                return health;
            }
            if (health.proven()) {
                return health;
            }
            if (!health.admits(rule, now)) {
                answer[0] = new Admission.Wait();
                return health;
            }
            answer[0] = new Admission.Go(health.next());
            return health.tried(now);
        });
        return answer[0];
    }

    /** A failure after a long time is none of the node's. Where nothing has succeeded yet any failure counts; where something has, one of an event that had failed before tells of the event. */
    @Override
    public boolean ended(Admission.Go begun, Ending how, Duration took) {
        if (unusable) {
            return false;
        }
        boolean late = took.compareTo(rule.within()) >= 0;
        boolean[] unproven = {false};
        changed(known -> {
            unproven[0] = !known.proven();
            return switch (late && how != Ending.UNDECIDED ? Ending.SUCCESS : how) {
                case SUCCESS -> known.sickAt(clock.instant()) ? known : known.healthy();
                case FAILURE -> failed(known, begun);
                case FAILURE_AGAIN -> known.proven() ? known : failed(known, begun);
                case UNDECIDED -> begun.trial() == 0 ? known : known.without(begun.trial());
            };
        });
        return unproven[0] && !late && (how == Ending.FAILURE || how == Ending.FAILURE_AGAIN);
    }

    private NodeHealth failed(NodeHealth known, Admission.Go begun) {
        Instant now = clock.instant();
        if (known.sickAt(now)) {
            return known;
        }
        NodeHealth next = known.failed(begun.trial(), rule, now);
        if (next.sickAt(now)) {
            LOG.warn(
                    "{} tasks in a row failed at once: no events are taken here until {}",
                    rule.failures(),
                    next.sickUntil());
        }
        return next;
    }

    private NodeHealth changed(UnaryOperator<NodeHealth> change) {
        lock.lock();
        try (FileChannel channel = FileChannel.open(
                        file,
                        java.util.Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                LinkOption.NOFOLLOW_LINKS));
                FileLock held = locked(channel)) {
            NodeHealth known = read(channel);
            NodeHealth next = change.apply(known);
            if (!next.equals(known) && held.isValid()) {
                write(channel, next);
            }
            return next;
        } catch (IOException e) {
            unusable(e);
            return NodeHealth.UNKNOWN;
        } finally {
            lock.unlock();
        }
    }

    /** Another pilot of this process has it for a moment only. */
    private static FileLock locked(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                Thread.yield();
            }
        }
    }

    private void unusable(IOException e) {
        unusable = true;
        LOG.warn("what other pilots of this node learn cannot be shared in {}: {}", file, e.toString());
    }

    /** What is not understood, or half written by one that was killed, is forgotten. */
    private static NodeHealth read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until all is there.
        }
        String[] words = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .strip()
                .split(" ");
        try {
            int trials = Integer.parseInt(words[4]);
            List<NodeHealth.Trial> all = new ArrayList<>();
            for (int i = 0; i < trials; i++) {
                all.add(new NodeHealth.Trial(
                        Long.parseLong(words[5 + 2 * i]), Instant.ofEpochMilli(Long.parseLong(words[6 + 2 * i]))));
            }
            return words[words.length - 1].equals(".")
                    ? new NodeHealth(
                            words[0].equals("1"),
                            all,
                            Integer.parseInt(words[1]),
                            Instant.ofEpochMilli(Long.parseLong(words[2])),
                            Long.parseLong(words[3]))
                    : NodeHealth.UNKNOWN;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return NodeHealth.UNKNOWN;
        }
    }

    private static void write(FileChannel channel, NodeHealth health) throws IOException {
        StringBuilder line = new StringBuilder()
                .append(health.proven() ? 1 : 0)
                .append(' ')
                .append(health.failures())
                .append(' ')
                .append(health.sickUntil().toEpochMilli())
                .append(' ')
                .append(health.next())
                .append(' ')
                .append(health.trials().size());
        health.trials()
                .forEach(each -> line.append(' ')
                        .append(each.number())
                        .append(' ')
                        .append(each.begun().toEpochMilli()));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(line.append(" .\n").toString().getBytes(StandardCharsets.UTF_8)), 0);
    }
}
