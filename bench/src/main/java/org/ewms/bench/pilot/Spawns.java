package org.ewms.bench.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference of runners that start a process per event: a loop of posix_spawn(3) and wait(2) that does nothing else. In Python, whose
 * call of it is as bare as can be; Java's own way of starting processes takes a second exec.
 */
final class Spawns {
    private static final String LOOP = """
            import os, shutil, sys, time
            concurrency, count, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
            path = shutil.which(command[0])
            quiet = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1, 2)]
            begin, started, ended = time.perf_counter(), 0, 0
            while ended < count:
                while started < count and started - ended < concurrency:
                    os.posix_spawn(path, command, os.environ, file_actions=quiet)
                    started += 1
                if os.wait()[1]: sys.exit("a process failed")
                ended += 1
            print(count / (time.perf_counter() - begin))
            """;

    private final List<String> command;

    Spawns(List<String> command) {
        this.command = command;
    }

    /** Starts per second. */
    double rate(int concurrency, int count) throws IOException, InterruptedException {
        List<String> loop = new ArrayList<>(List.of("/usr/bin/python3", "-c", LOOP));
        loop.addAll(List.of(Integer.toString(concurrency), Integer.toString(count)));
        loop.addAll(command);
        Process process = new ProcessBuilder(loop).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the bare loop failed: " + said);
        }
        return Double.parseDouble(said);
    }
}
