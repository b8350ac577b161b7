package org.ewms.batch.pbs;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;

/**
 * One PBS, whose nodes see this machine's taskforce directories, and which keeps ended jobs for a while: OpenPBS and PBS Professional with the
 * server's {@code job_history_enable}, Torque with {@code keep_completed}.
 *
 * @param tools its commands
 * @param flavor which words it understands
 * @param directives further options of qsub by their letter, {@code q}, {@code A}, {@code l}
 */
public record PbsOptions(CommandLineTools tools, Flavor flavor, Map<String, String> directives) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]");

    /** Families of PBS. */
    public enum Flavor {
        /** OpenPBS and PBS Professional, which tell of jobs in JSON. */
        OPENPBS,
        /** Torque, which tells of them in lines. */
        TORQUE
    }

    public PbsOptions {
        directives = Map.copyOf(new TreeMap<>(directives));
        directives.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException(
                        "directive '" + name + "' must be the letter of an option of qsub, and its value one line");
            }
            if ("JtNv".contains(name)) {
                throw new IllegalArgumentException(
                        "directive '" + name + "' is not yours to set: clusters are found by it");
            }
        });
    }

    /** OpenPBS, commands from {@code PATH}, no directives. */
    public static PbsOptions defaults() {
        return new PbsOptions(CommandLineTools.defaults(), Flavor.OPENPBS, Map.of());
    }

    public PbsOptions withTools(CommandLineTools other) {
        return new PbsOptions(other, flavor, directives);
    }

    public PbsOptions withFlavor(Flavor other) {
        return new PbsOptions(tools, other, directives);
    }

    public PbsOptions withDirectives(Map<String, String> other) {
        return new PbsOptions(tools, flavor, other);
    }
}
