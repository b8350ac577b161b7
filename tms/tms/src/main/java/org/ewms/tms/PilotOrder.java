package org.ewms.tms;

import java.nio.file.Path;
import java.util.Map;

/**
 * Pilots that are all alike.
 *
 * @param name of the whole; letters, digits, {@code -}, {@code _}, {@code .}, at most 80
 * @param variables that tell each pilot what to do; no secrets; {@link org.ewms.batch.SubmitRequest#FILES} stands for the directory of its files
 * @param secrets files each pilot is given, by name
 * @param directory in which each submission has its own; keeps what pilots print
 */
public record PilotOrder(String name, Map<String, String> variables, Map<String, String> secrets, Path directory) {
    public PilotOrder {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }

    /** Tells neither variables nor secrets. */
    @Override
    public String toString() {
        return "PilotOrder[" + name + "]";
    }
}
