package org.ewms.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets {@code ewms run -- COMMAND … --inputs PATTERN} mean what it says, although all that follows {@code --} belongs to the command: where no
 * inputs are given before it, the first {@code --inputs} or {@code --inputs-from} after it that no placeholder follows begins options of ours
 * again. With inputs given before it nothing is ever taken from the command.
 */
final class TrailingInputs {
    private TrailingInputs() {}

    /** The arguments with such options put before the {@code --}; the same arguments if there are none, or for another command. */
    static String[] first(String... arguments) {
        List<String> all = List.of(arguments);
        int run = 0;
        while (run < all.size() && all.get(run).startsWith("-") && !all.get(run).equals("--")) {
            run++;
        }
        int end = all.indexOf("--");
        if (run >= all.size() || !all.get(run).equals("run") || end < run) {
            return arguments;
        }
        List<String> command = all.subList(end + 1, all.size());
        int options = beginning(command);
        if (all.subList(run, end).stream().anyMatch(TrailingInputs::names) || options < 1) {
            return arguments;
        }
        List<String> arranged = new ArrayList<>(all.subList(0, end));
        arranged.addAll(command.subList(options, command.size()));
        arranged.add("--");
        arranged.addAll(command.subList(0, options));
        return arranged.toArray(String[]::new);
    }

    private static int beginning(List<String> command) {
        int last = -1;
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).contains("{{")) {
                last = i;
            }
        }
        for (int i = last + 1; i < command.size(); i++) {
            if (names(command.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean names(String argument) {
        return argument.equals("--inputs")
                || argument.startsWith("--inputs=")
                || argument.equals("--inputs-from")
                || argument.startsWith("--inputs-from=");
    }
}
