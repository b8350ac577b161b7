package org.ewms.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal whether a person watches, so that lines may be drawn over
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    static Console system() {
        java.io.Console console = System.console();
        boolean terminal = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminal);
    }
}
