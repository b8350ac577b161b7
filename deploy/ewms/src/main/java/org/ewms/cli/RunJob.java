package org.ewms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ewms.pilot.TaskContainer;
import org.ewms.run.CommandIdentity;
import org.ewms.run.InputFile;
import org.ewms.run.InputPattern;
import org.ewms.run.OutputNames;
import org.ewms.run.RunDirectory;
import org.ewms.run.WorkList;
import org.ewms.tms.SiteDescription;

/**
 * What a run's options come to in the directory it was started in.
 *
 * @param base that directory, absolute
 */
record RunJob(RunOptions options, Path base) {
    private static final int KEY_DIGITS = 8;
    private static final List<String> ENGINES = List.of("podman", "docker", "apptainer");

    /** Where the journal is: the same for the same command, image and kind of result, whatever the inputs. */
    RunDirectory directory() {
        if (options.runDirectory != null) {
            return new RunDirectory(base.resolve(options.runDirectory).normalize());
        }
        String what = String.join(
                "\0",
                Stream.concat(
                                options.command.stream(),
                                Stream.of(options.image, options.out, options.outExtension, options.archive)
                                        .map(String::valueOf))
                        .toList());
        String key = CommandIdentity.ofName(what).toString().substring(0, KEY_DIGITS);
        return new RunDirectory(base.resolve("runs").resolve(name() + "-" + key));
    }

    /** The script's name rather than its interpreter's. */
    private String name() {
        String named = options.command.stream()
                .skip(1)
                .filter(each -> !each.contains("{{") && Files.isRegularFile(base.resolve(each)))
                .findFirst()
                .orElse(options.command.getFirst());
        String name = String.valueOf(Path.of(named).getFileName())
                .replaceFirst("\\.[^.]*$", "")
                .replaceAll("[^A-Za-z0-9_-]", "_");
        return name.substring(0, Math.min(40, name.length()));
    }

    /** Where its pilots are, if not in this process. */
    Optional<SiteDescription> site() {
        return options.site.site(base);
    }

    /** The files that match, and where their results go. */
    WorkList work(RunDirectory directory, InputStream in) throws IOException {
        List<InputFile> inputs = new ArrayList<>();
        for (String pattern : options.inputs) {
            new InputPattern(base, pattern, directory.root()).find(inputs::add);
        }
        if (options.inputsFrom != null) {
            listed(directory, options.inputsFrom, in, inputs);
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    options.inputs.isEmpty()
                            ? options.inputsFrom + " names no input"
                            : "no file matches " + String.join(" ", options.inputs) + " in " + base);
        }
        return WorkList.of(base, inputs, names(directory));
    }

    private OutputNames names(RunDirectory directory) {
        Optional<String> into = options.archive != null
                ? Optional.of(directory.results().toString())
                : Optional.ofNullable(options.out).map(Path::toString);
        return OutputNames.of(options.outExtension, into);
    }

    /** What comes over standard input is kept, so that failures can be tried again without it. */
    private void listed(RunDirectory directory, String from, InputStream in, List<InputFile> inputs)
            throws IOException {
        Path file = base.resolve(from);
        if (from.equals("-")) {
            file = directory.inputs();
            if (options.retryFailed == null || !Files.exists(file)) {
                Files.createDirectories(directory.root());
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    inputs.add(existing(line, from));
                }
            }
        }
    }

    private InputFile existing(String line, String from) {
        if (!Files.isRegularFile(base.resolve(line))) {
            throw new IllegalArgumentException("'" + line + "', named by --inputs-from " + from + ", is not a file");
        }
        return InputFile.named(line);
    }

    CommandIdentity identity() throws IOException {
        return CommandIdentity.of(
                options.command, Optional.ofNullable(options.image), options.resident ? "resident" : "command", base);
    }

    /** The container tasks run in, if they do. */
    Optional<TaskContainer> container() {
        if (options.image == null) {
            return Optional.empty();
        }
        String engine = options.engine != null
                ? options.engine
                : ENGINES.stream()
                        .filter(each -> program(each).isPresent())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--image needs podman, docker or apptainer; none of them is on the PATH"));
        List<Path> mounts = options.mounts.stream()
                .map(each -> base.resolve(each).normalize())
                .toList();
        return Optional.of(new TaskContainer(engine, options.image, mounts));
    }

    /** Throws when the command is not there; of one inside a container nothing is known. */
    void checkCommand() {
        String command = options.command.getFirst();
        if (options.image != null || program(command).isPresent()) {
            return;
        }
        boolean there = command.contains("/") && Files.isRegularFile(base.resolve(command));
        throw new IllegalArgumentException(
                there
                        ? "'" + command + "' is not executable (chmod +x makes it so)"
                        : "command not found: '" + command + "'"
                                + (command.contains("/")
                                        ? ""
                                        : " is not on the PATH; ./" + command + " would be the one in this directory"));
    }

    private Optional<Path> program(String command) {
        Stream<Path> candidates = command.contains("/")
                ? Stream.of(base.resolve(command))
                : Stream.of(System.getenv()
                                .getOrDefault("PATH", "/usr/bin:/bin")
                                .split(File.pathSeparator))
                        .map(each -> Path.of(each, command));
        return candidates
                .filter(each -> Files.isRegularFile(each) && Files.isExecutable(each))
                .findFirst();
    }
}
