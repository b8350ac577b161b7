package org.ewms.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The words that start this program once more, with the same Java and the same classes. */
final class ThisProgram {
    private ThisProgram() {}

    /** A process for pilots: small, with further arguments. */
    static List<String> pilot(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java"));
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path", "")));
        words.addAll(List.of(Ewms.class.getName(), "pilot"));
        words.addAll(List.of(arguments));
        return List.copyOf(words);
    }
}
