package org.ewms.tms.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ewms.batch.htcondor.JobEventLogs;
import org.ewms.tms.UpkeepTimes;
import org.jspecify.annotations.Nullable;

/** Which old logs and directories are to be compressed, archived or deleted. Pure. */
public final class Chores {
    /** How names of taskforces' directories begin. */
    static final String DIRECTORY = "ewms-taskforce-";

    /** How names of what is being written end. */
    static final String UNFINISHED = ".tms-upkeep";

    private static final Duration UNFINISHED_FOR = Duration.ofDays(1);

    private Chores() {}

    /** What something is, by its name. */
    public enum Kind {
        LOG,
        LOG_ARCHIVE,
        DIRECTORY,
        DIRECTORY_ARCHIVE,
        /** Of a round that was killed. */
        UNFINISHED
    }

    /**
     * Something that may be old.
     *
     * @param changed for the last time, the directory or anything in it
     */
    public record Item(Path path, Kind kind, Instant changed) {
        /** The taskforce whose directory this is. */
        public String taskforce() {
            return path.getFileName().toString().substring(DIRECTORY.length());
        }
    }

    /** What is to be done with it. */
    public enum Action {
        COMPRESS,
        ARCHIVE,
        DELETE
    }

    /** One thing to do. */
    public record Chore(Action action, Item item) {}

    /**
     * What the workflow service says.
     *
     * @param unneeded logs in which no taskforce goes on
     * @param over taskforces that are known to be over
     */
    public record Known(Set<Path> unneeded, Set<String> over) {
        public Known {
            unneeded = Set.copyOf(unneeded);
            over = Set.copyOf(over);
        }

        /** When it does not answer: nothing is over. */
        public static Known nothing() {
            return new Known(Set.of(), Set.of());
        }
    }

    /** What it is; null when it is none of ours. */
    static @Nullable Kind kind(String name, boolean directory) {
        if (name.startsWith(".") && name.endsWith(UNFINISHED)) {
            return Kind.UNFINISHED;
        }
        if (directory) {
            return name.startsWith(DIRECTORY) ? Kind.DIRECTORY : null;
        }
        if (name.endsWith(JobEventLogs.SUFFIX)) {
            return Kind.LOG;
        }
        if (name.contains(JobEventLogs.SUFFIX + ".") && name.endsWith(Archives.COMPRESSED)) {
            return Kind.LOG_ARCHIVE;
        }
        return name.startsWith(DIRECTORY) && name.endsWith(Archives.ARCHIVED) ? Kind.DIRECTORY_ARCHIVE : null;
    }

    /** Those of which the workflow service has to be asked before anything is done. */
    public static List<Item> doubtful(List<Item> items, LocalDate today, Instant now, UpkeepTimes times) {
        return items.stream()
                .filter(each -> switch (each.kind()) {
                    case LOG ->
                        isOfEarlierDay(each, today)
                                && old(now, times.logs()).test(each)
                                && !old(now, times.logsAtLatest()).test(each);
                    case DIRECTORY -> old(now, times.directories()).test(each);
                    case LOG_ARCHIVE, DIRECTORY_ARCHIVE, UNFINISHED -> false;
                })
                .toList();
    }

    /** All that is to be done now. */
    public static List<Chore> due(List<Item> items, Known known, LocalDate today, Instant now, UpkeepTimes times) {
        List<Chore> all = new ArrayList<>();
        for (Item each : items) {
            boolean due = switch (each.kind()) {
                case LOG ->
                    isOfEarlierDay(each, today)
                            && (old(now, times.logsAtLatest()).test(each)
                                    || old(now, times.logs()).test(each)
                                            && known.unneeded().contains(each.path()));
                case DIRECTORY ->
                    old(now, times.directories()).test(each) && known.over().contains(each.taskforce());
                case LOG_ARCHIVE -> old(now, times.logArchives()).test(each);
                case DIRECTORY_ARCHIVE -> old(now, times.directoryArchives()).test(each);
                case UNFINISHED -> old(now, UNFINISHED_FOR).test(each);
            };
            if (due) {
                all.add(new Chore(action(each.kind()), each));
            }
        }
        return all;
    }

    private static Action action(Kind kind) {
        return switch (kind) {
            case LOG -> Action.COMPRESS;
            case DIRECTORY -> Action.ARCHIVE;
            case LOG_ARCHIVE, DIRECTORY_ARCHIVE, UNFINISHED -> Action.DELETE;
        };
    }

    private static Predicate<Item> old(Instant now, Duration age) {
        return each -> !each.changed().isAfter(now.minus(age));
    }

    /** Today's is written to by the next submission. */
    private static boolean isOfEarlierDay(Item log, LocalDate today) {
        return !log.path().getFileName().toString().startsWith(today.toString());
    }
}
