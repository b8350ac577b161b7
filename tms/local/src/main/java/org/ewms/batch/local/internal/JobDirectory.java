package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.local.WarmPilots;

/**
 * One job: a directory that its processes work in and that tells how far it is; a {@link Minder} writes there. Of a job that was given to a
 * spare it is a link to that one's directory. The link is what gives it: it is there or not, and can be made once.
 */
public record JobDirectory(Path path) {
    /** Marks the processes of a job. */
    public static final String MARK = "EWMS_LOCAL_JOB";

    private static final String RESTART = "restart";

    /** How far it is. */
    public sealed interface Stage {
        /** Not started yet. */
        record Waiting() implements Stage {}

        /** Its shell lives. */
        record Running() implements Stage {}

        /** It ended by itself. */
        record Ended(int exit) implements Stage {}

        /** Its shell is gone and has left no exit code: killed, or the machine was started anew. */
        record Vanished() implements Stage {}
    }

    /** {@code NAME=VALUE} in the environment of its processes. */
    public String mark() {
        return MARK + "=" + spare().orElse(path);
    }

    /** Directory of the spare that it was given to. */
    Optional<Path> spare() {
        try {
            return Files.isSymbolicLink(path)
                    ? Optional.of(
                            path.resolveSibling(Files.readSymbolicLink(path)).normalize())
                    : Optional.empty();
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read the link " + path + ": " + e, e);
        }
    }

    /** Whether neither a process nor a spare was ever meant to have it. */
    boolean untouched() {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives it to a spare. @throws IOException when it was given away before */
    void give(Path spare) throws IOException {
        Files.createSymbolicLink(path, path.resolveSibling("").relativize(spare));
    }

    /**
     * Starts the program, unless somebody did before.
     *
     * @param output beginning of the names of the files for what it prints
     * @param nice how far it stands back, as {@code nice} has it
     */
    public void start(Path program, Path output, int nice) {
        try {
            if (spare().isPresent() && !takenBack()) {
                return;
            }
            Files.createDirectories(path);
            Minder.start(
                    path,
                    List.of(program.toString()),
                    output,
                    nice,
                    ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot start a process in " + path + ": " + e.getMessage(), e);
        }
    }

    /** Takes it from a spare that has not begun with it and must not any more: false while one of its processes lives, or if it has begun. */
    private boolean takenBack() throws IOException {
        if (ProcessTable.kill(List.of(mark())) || begun()) {
            return false;
        }
        forgetSpare();
        return true;
    }

    private boolean begun() {
        return Files.exists(path.resolve(WarmPilots.BEGUN));
    }

    /** The link goes first: what is left of a spare without one is nobody's. */
    void forgetSpare() throws IOException {
        Optional<Path> spare = spare();
        if (spare.isPresent()) {
            Files.delete(path);
            DirectoryTree.delete(spare.get());
        }
    }

    /** How far it is now. A spare that ended without having begun leaves it waiting. */
    public Stage stage() {
        Stage stage = told();
        boolean over = stage instanceof Stage.Ended || stage instanceof Stage.Vanished;
        return over && Files.isSymbolicLink(path) && !begun() ? new Stage.Waiting() : stage;
    }

    private Stage told() {
        Optional<String> exit = read("exit");
        if (exit.isPresent()) {
            return ended(exit.get());
        }
        Optional<String> pid = read("pid");
        if (pid.isEmpty()) {
            return new Stage.Waiting();
        }
        String[] parts = pid.get().strip().split(" ");
        if (parts.length < 2 || ProcessTable.lives(Long.parseLong(parts[0]), Long.parseLong(parts[1]))) {
            return new Stage.Running();
        }
        // It may have ended between the two looks.
        return read("exit").map(JobDirectory::ended).orElseGet(Stage.Vanished::new);
    }

    /** Marks that it is to begin anew, as {@link #restart} does even if this process is killed before. */
    public void markRestart() {
        try {
            Files.createDirectories(path);
            Files.writeString(path.resolve(RESTART), "");
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot mark a job in " + path + ": " + e, e);
        }
    }

    /** Whether it is to begin anew. */
    public boolean restarts() {
        return Files.exists(path.resolve(RESTART));
    }

    /** Makes it wait again. None of its processes may live. */
    public void restart() {
        try {
            forgetSpare();
            for (String each : List.of("exit.new", "exit", "pid", RESTART)) {
                Files.deleteIfExists(path.resolve(each));
            }
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot have a job in " + path + " begin anew: " + e, e);
        }
    }

    /** Whether it failed after that time. */
    public boolean failedAfter(Instant time) {
        try {
            return stage() instanceof Stage.Ended ended
                    && ended.exit() != 0
                    && Files.getLastModifiedTime(path.resolve("exit"))
                            .toInstant()
                            .isAfter(time);
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read the state of a job in " + path + ": " + e, e);
        }
    }

    /** Id of the shell, which is to end last; empty when not started. */
    public Optional<Long> minder() {
        return read("pid")
                .map(each -> each.strip().split(" ")[0])
                .filter(each -> !each.isEmpty())
                .map(Long::valueOf);
    }

    private static Stage ended(String exit) {
        return new Stage.Ended(Integer.parseInt(exit.strip()));
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot read the state of a job in " + path + ": " + e, e);
        }
    }
}
