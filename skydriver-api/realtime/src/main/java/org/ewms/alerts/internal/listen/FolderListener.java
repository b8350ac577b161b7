package org.ewms.alerts.internal.listen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ewms.alerts.ListenerPlan;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.record.Hash;
import org.ewms.alerts.internal.record.TakenFiles;

/**
 * Takes the files of a folder that end in {@code .json}, once each, known by what is in them, and leaves them there. It looks for itself, as
 * what tells of changes does not see what other machines write. A file is finished when it has not changed for a while; so one that is
 * written slowly is not taken half.
 */
final class FolderListener implements Loop.Turn {
    private final ListenerPlan.Folder plan;
    private final Intake intake;
    private final TakenFiles taken;
    private final Clock clock;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** A file as it was when looked at. @param since when it has been so */
    private record Seen(long size, Instant modified, Instant since, boolean done) {
        boolean same(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime().toInstant());
        }
    }

    FolderListener(ListenerPlan.Folder plan, Intake intake, TakenFiles taken, Clock clock) {
        this.plan = plan;
        this.intake = intake;
        this.taken = taken;
        this.clock = clock;
    }

    @Override
    public Duration take() {
        try {
            Files.createDirectories(plan.folder());
            List<Path> files;
            try (Stream<Path> all = Files.list(plan.folder())) {
                files = all.filter(FolderListener::wanted).sorted().toList();
            }
            seen.keySet().retainAll(files);
            for (Path file : files) {
                look(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + plan.folder() + " cannot be looked into", e);
        }
        return plan.every();
    }

    private static boolean wanted(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private void look(Path file) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return;
        }
        Seen before = seen.get(file);
        Instant at = clock.instant();
        if (before == null || !before.same(now)) {
            seen.put(file, new Seen(now.size(), now.lastModifiedTime().toInstant(), at, false));
        } else if (!before.done() && !before.since().plus(plan.settled()).isAfter(at)) {
            take(file);
            seen.put(file, new Seen(before.size(), before.modified(), before.since(), true));
        }
    }

    private void take(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String hash = Hash.of(content);
        String name = String.valueOf(file.getFileName());
        if (!taken.has(plan.name(), hash)) {
            intake.take(content, plan.source(), name);
            taken.add(plan.name(), hash, name, clock.millis() / 1e3);
        }
    }
}
