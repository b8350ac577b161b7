package org.ewms.pilot.internal.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs containers. Only argument vectors, and no value of the user's environment among them: others could read it there. */
public interface ContainerEngine {
    /**
     * One container to run.
     *
     * @param name unlike any other's on this machine
     * @param image as {@link #prepare} returned it
     * @param environment the user's and the task's
     * @param environmentFile where the engine may keep it
     * @param inherited names of variables whose values come from the engine's own environment
     */
    record Run(
            String name,
            String image,
            List<String> arguments,
            List<BindMount> mounts,
            Map<String, String> environment,
            Path environmentFile,
            List<String> inherited) {
        public Run {
            arguments = List.copyOf(arguments);
            mounts = List.copyOf(mounts);
            environment = Map.copyOf(environment);
            if (mounts.stream().map(BindMount::target).distinct().count() < mounts.size()) {
                throw new IllegalArgumentException("Duplicate container mount targets detected for " + name);
            }
        }
    }

    /**
     * Fetches or builds the image, once.
     *
     * @return what to run it by
     * @throws ContainerSetupException when there is no such image
     */
    String prepare(String image) throws InterruptedException;

    /** What to start. */
    List<String> command(Run run);

    /** Environment of the engine itself. */
    Map<String, String> environment(Run run);

    /** Text of the run's environment file; empty for none. */
    String environmentText(Run run);

    /** Ends a container that the death of the engine's process has not ended. */
    void kill(String name);
}
