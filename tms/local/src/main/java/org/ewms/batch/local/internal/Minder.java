package org.ewms.batch.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shell that writes to its working directory who it is before it starts the pilot, and the exit code after. It leads a session of its
 * own and is nobody's child for long, so it outlives whoever started it.
 */
final class Minder {
    /**
     * Writes {@code pid} exactly once, however often it is started: the shell refuses to write over it. Then it stands back as a session too:
     * where the kernel schedules sessions as groups, nice values count within a session only (sched(7), "The autogroup feature"). The kernel
     * lets users say so ten times a second, hence the attempts.
     */
    private static final String SCRIPT = """
            set -C
            echo "$$ $(cut -d' ' -f22 /proc/$$/stat)" 2>/dev/null >pid || exit 0
            set +C
            if [ "$1" != 0 ] && [ -e /proc/$$/autogroup ]; then
                for attempt in 1 2 3 4 5; do echo "$1" >/proc/$$/autogroup && break; sleep 0.2; done 2>/dev/null
            fi
            shift
            "$@" >>"$0.out" 2>>"$0.err"
            code=$?
            echo "$code" >exit.new
            mv exit.new exit
            """;

    private Minder() {}

    /**
     * Starts one.
     *
     * @param directory to work in, by whose path all of its processes are known
     * @param command of the pilot
     * @param output beginning of the names of the files for what the pilot prints
     * @param nice how far it stands back, as {@code nice} has it
     * @param input of the pilot
     */
    static Process start(Path directory, List<String> command, Path output, int nice, ProcessBuilder.Redirect input)
            throws IOException {
        List<String> words =
                new ArrayList<>(nice > 0 ? List.of("setsid", "nice", "-n", Integer.toString(nice)) : List.of("setsid"));
        words.addAll(List.of("sh", "-c", SCRIPT, output.toString(), Integer.toString(nice)));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(JobDirectory.MARK, directory.toString());
        return builder.start();
    }
}
