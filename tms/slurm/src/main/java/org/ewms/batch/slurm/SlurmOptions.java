package org.ewms.batch.slurm;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;

/**
 * One Slurm, whose nodes see this machine's taskforce directories.
 *
 * @param tools its commands
 * @param directives further options of sbatch by their long names without dashes, {@code partition}, {@code account}, {@code qos}; they win
 *     over those that come from the request
 */
public record SlurmOptions(CommandLineTools tools, Map<String, String> directives) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    public SlurmOptions {
        directives = Map.copyOf(new TreeMap<>(directives));
        directives.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("directive '" + name
                        + "' must be a long option of sbatch without dashes, and its value one line");
            }
            if (name.equals("job-name") || name.equals("array")) {
                throw new IllegalArgumentException(
                        "directive '" + name + "' is not yours to set: clusters are found by it");
            }
        });
    }

    /** Commands from {@code PATH}, no directives. */
    public static SlurmOptions defaults() {
        return new SlurmOptions(CommandLineTools.defaults(), Map.of());
    }

    public SlurmOptions withTools(CommandLineTools other) {
        return new SlurmOptions(other, directives);
    }

    public SlurmOptions withDirectives(Map<String, String> other) {
        return new SlurmOptions(tools, other);
    }
}
