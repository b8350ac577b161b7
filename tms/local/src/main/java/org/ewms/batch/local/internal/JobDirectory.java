package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.batch.BatchUnavailableException;

/**
 * One job: a directory that its processes work in and that tells how far it is. A small shell writes there who it is before it starts the
 * pilot, and the exit code after; it is nobody's child for long, so it outlives whoever started it.
 */
public record JobDirectory(Path path) {
    /** Marks the processes of a job. */
    public static final String MARK = "EWMS_LOCAL_JOB";

    private static final String RESTART = "restart";

    /** Writes {@code pid} exactly once, however often it is started: the shell refuses to write over it. */
    private static final String MINDER = """
            set -C
            echo "$$ $(cut -d' ' -f22 /proc/$$/stat)" 2>/dev/null >pid || exit 0
            set +C
            "$0" >>"$1.out" 2>>"$1.err" </dev/null
            code=$?
            echo "$code" >exit.new
            mv exit.new exit
            """;

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
        return MARK + "=" + path;
    }

    /**
     * Starts the program, unless somebody did before.
     *
     * @param output beginning of the names of the files for what it prints
     * @param nice how far it stands back, as {@code nice} has it
     */
    public void start(Path program, Path output, int nice) {
        try {
            Files.createDirectories(path);
            List<String> command = new ArrayList<>(
                    nice > 0 ? List.of("setsid", "nice", "-n", Integer.toString(nice)) : List.of("setsid"));
            command.addAll(List.of("sh", "-c", MINDER, program.toString(), output.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(path.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            Map<String, String> environment = builder.environment();
            environment.put(MARK, path.toString());
            builder.start();
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot start a process in " + path + ": " + e.getMessage(), e);
        }
    }

    /** How far it is now. */
    public Stage stage() {
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
