package org.ewms.pilot.internal.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Docker, or Podman, which takes the same arguments.
 *
 * @param program {@code docker} or {@code podman}
 * @param sharedMemory size of the container's shared memory, as the engine spells it
 * @param network as the engine spells it; the engine's default if empty
 */
public record DockerEngine(String program, Optional<String> sharedMemory, Optional<String> network)
        implements ContainerEngine {
    @Override
    public String prepare(String image) throws InterruptedException {
        if (!EngineCall.succeeds(List.of(program, "image", "inspect", image))) {
            EngineCall.run(List.of(program, "pull", image), Path.of("/"), image);
        }
        return image;
    }

    @Override
    public List<String> command(Run run) {
        List<String> command = new ArrayList<>(List.of(program, "run", "--rm", "--name", run.name()));
        sharedMemory.ifPresent(size -> command.add("--shm-size=" + size));
        network.ifPresent(name -> command.add("--network=" + name));
        run.mounts().forEach(mount -> command.addAll(List.of("--mount", mount.argument())));
        if (!run.environment().isEmpty()) {
            command.addAll(List.of("--env-file", run.environmentFile().toString()));
        }
        run.inherited().forEach(name -> command.addAll(List.of("--env", name)));
        severalLines(run).keySet().forEach(name -> command.addAll(List.of("--env", name)));
        command.add(run.image());
        command.addAll(run.arguments());
        return command;
    }

    /** What the file cannot hold is taken from the engine's own environment. */
    @Override
    public Map<String, String> environment(Run run) {
        return severalLines(run);
    }

    private static Map<String, String> severalLines(Run run) {
        return run.environment().entrySet().stream()
                .filter(entry -> entry.getValue().contains("\n"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    @Override
    public String environmentText(Run run) {
        return run.environment().entrySet().stream()
                .filter(entry -> !entry.getValue().contains("\n"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public void kill(String name) {
        try {
            EngineCall.succeeds(List.of(program, "rm", "--force", name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
