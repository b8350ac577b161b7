package org.ewms.pilot.internal.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Apptainer with unpacked images: batch nodes often cannot mount packed ones.
 *
 * @param buildDirectory where images that are not unpacked yet are built
 * @param mustBePresent whether those are refused instead
 * @param debug whether Apptainer tells what it does
 */
public record ApptainerEngine(Path buildDirectory, boolean mustBePresent, boolean debug) implements ContainerEngine {
    @Override
    public String prepare(String image) throws InterruptedException {
        if (Files.isDirectory(Path.of(image))) {
            return image;
        }
        if (mustBePresent) {
            throw new ContainerSetupException(
                    "Image not found in filesystem and/or cannot convert to apptainer directory (sandbox) format",
                    image);
        }
        String source = image.contains(".") || image.contains("://") ? image : "docker://" + image;
        Path sandbox = buildDirectory.resolve(source.replace("://", "_").replace('/', '_'));
        if (!Files.isDirectory(sandbox)) {
            List<String> command = new ArrayList<>(base());
            command.addAll(List.of("build", "--fix-perms", "--sandbox", sandbox.toString(), source));
            EngineCall.run(command, buildDirectory, image);
        }
        return sandbox.toString();
    }

    private List<String> base() {
        return debug ? List.of("apptainer", "--debug") : List.of("apptainer");
    }

    @Override
    public List<String> command(Run run) {
        List<String> command = new ArrayList<>(base());
        command.addAll(List.of("run", "--containall", "--no-eval"));
        run.mounts().forEach(mount -> command.addAll(List.of("--mount", mount.argument())));
        command.add(run.image());
        command.addAll(run.arguments());
        return command;
    }

    /** Apptainer passes on, without the prefix, what is named so. */
    @Override
    public Map<String, String> environment(Run run) {
        Map<String, String> all = new TreeMap<>();
        run.environment().forEach((name, value) -> all.put("APPTAINERENV_" + name, value));
        return all;
    }

    @Override
    public String environmentText(Run run) {
        return "";
    }

    /** Its containers are ordinary children of its process. */
    @Override
    public void kill(String name) {}
}
