package org.ewms.pilot.internal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.pilot.TaskContainer;
import org.ewms.pilot.internal.container.ApptainerEngine;
import org.ewms.pilot.internal.container.BindMount;
import org.ewms.pilot.internal.container.ContainerEngine;
import org.ewms.pilot.internal.container.ContainerSetupException;
import org.ewms.pilot.internal.container.DockerEngine;
import org.ewms.pilot.internal.process.Launcher;
import org.ewms.pilot.internal.process.TaskFiles;

/** The containers of local tasks: input and result each in a directory of their own, mounted. */
public final class LocalContainers {
    private static final Path IN_INSIDE = Path.of("/ewms-run/in");
    private static final Path OUT_INSIDE = Path.of("/ewms-run/out");

    private final ContainerEngine engine;
    private final String image;
    private final List<BindMount> shared;

    private LocalContainers(ContainerEngine engine, String image, List<BindMount> shared) {
        this.engine = engine;
        this.image = image;
        this.shared = shared;
    }

    /** Fetches the image if it is not there. */
    public static LocalContainers of(TaskContainer container, Path work) throws InterruptedException {
        List<BindMount> shared = container.directories().stream()
                .map(directory -> new BindMount(directory, directory, true))
                .toList();
        ContainerEngine engine = container.engine().equals("apptainer")
                ? new ApptainerEngine(work, false, false)
                : new DockerEngine(container.engine(), Optional.empty(), Optional.empty());
        try {
            return new LocalContainers(engine, engine.prepare(container.image()), shared);
        } catch (ContainerSetupException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where one attempt's files lie. */
    TaskFiles files(Path directory, Path in, Path out) throws IOException {
        Path inputs = Files.createDirectory(directory.resolve("in"));
        Path outputs = Files.createDirectory(directory.resolve("out"));
        TaskFiles files = new TaskFiles(
                directory.getFileName().toString(),
                directory,
                directory,
                inputs.resolve(in.getFileName()),
                outputs.resolve(out.getFileName()));
        Path environment = Files.createFile(
                environmentFile(files),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(environment, engine.environmentText(run(files, List.of())));
        return files;
    }

    static Path inside(Path in) {
        return IN_INSIDE.resolve(in.getFileName());
    }

    static Path outside(Path out) {
        return OUT_INSIDE.resolve(out.getFileName());
    }

    private ContainerEngine.Run run(TaskFiles files, List<String> arguments) {
        List<BindMount> mounts = new ArrayList<>(shared);
        mounts.add(new BindMount(files.directory().resolve("in"), IN_INSIDE, true));
        mounts.add(new BindMount(files.directory().resolve("out"), OUT_INSIDE, false));
        Map<String, String> environment = Map.of(
                "EWMS_TASK_INFILE", inside(files.in()).toString(),
                "EWMS_TASK_OUTFILE", outside(files.out()).toString());
        return new ContainerEngine.Run(
                name(files), image, arguments, mounts, environment, environmentFile(files), List.of(Launcher.MARK));
    }

    private static Path environmentFile(TaskFiles files) {
        return files.directory().resolve("environment");
    }

    private static String name(TaskFiles files) {
        return "ewms-" + files.name();
    }

    List<String> command(TaskFiles files, List<String> arguments) {
        return engine.command(run(files, arguments));
    }

    Map<String, String> environment(TaskFiles files) {
        return engine.environment(run(files, List.of()));
    }

    void kill(TaskFiles files) {
        engine.kill(name(files));
    }
}
