package org.ewms.tms;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ewms.batch.BatchSystem;

/**
 * One place where pilots are started.
 *
 * @param name for people
 * @param schedd by which the workflow service knows it
 * @param batch its batch system
 * @param pilot how a job becomes a pilot
 * @param environment variables of every pilot here; they win over the user's
 * @param defaults variables of every pilot here; the user's win over them
 * @param maxWorkers that one taskforce is given at most
 * @param inputFiles directories of this machine from which users may have files brought along
 * @param directory in which taskforces have theirs
 */
public record Site(
        String name,
        String schedd,
        BatchSystem batch,
        Pilot pilot,
        Map<String, String> environment,
        Map<String, String> defaults,
        int maxWorkers,
        List<Path> inputFiles,
        Path directory) {
    /** How a job becomes a pilot. */
    public sealed interface Pilot {
        /** A program that the site's machines have; it takes queue credentials from files. */
        record Command(List<String> words) implements Pilot {
            public Command {
                words = List.copyOf(words);
            }
        }

        /** Container images of the pilot; the workflow's tag follows after a colon. */
        record Images(String base) implements Pilot {}
    }

    public Site {
        environment = Map.copyOf(environment);
        defaults = Map.copyOf(defaults);
        inputFiles = inputFiles.stream()
                .map(each -> each.toAbsolutePath().normalize())
                .toList();
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("max_workers of site " + name + " must be >= 1, is " + maxWorkers);
        }
    }
}
