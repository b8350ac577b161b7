package org.ewms.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.local.WarmPilots;

/**
 * A pilot that was begun before there was a job for it. It rehearses while it waits.
 *
 * @param in tells the job: a line with the path of its program; its end is the end of whoever began the pilot
 */
record SparePilot(InputStream in, Console console, Clock clock) {
    private static final Path REHEARSAL = Path.of("rehearsal").toAbsolutePath();

    /** Waits for the job; its environment. Empty when there will be none. */
    Optional<Map<String, String>> job() throws IOException, InterruptedException {
        Instant begun = clock.instant();
        Rehearsal rehearsal = new Rehearsal(REHEARSAL, clock);
        Thread rehearsing = Thread.ofPlatform().name("rehearsal").daemon().start(() -> rehearse(rehearsal, begun));
        String program = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        if (program == null) {
            return Optional.empty();
        }
        Files.createFile(Path.of(WarmPilots.BEGUN));
        console.err()
                .printf(
                        "this pilot was begun %d s before its job%s%n",
                        since(begun), rehearsing.isAlive() ? ", and is not warm yet" : ", and is warm");
        rehearsal.stop();
        return Optional.of(environment(Path.of(program).resolveSibling(PilotFiles.ENVIRONMENT)));
    }

    private long since(Instant begun) {
        return Duration.between(begun, clock.instant()).toSeconds();
    }

    /** A pilot that could not rehearse is one all the same. */
    private void rehearse(Rehearsal rehearsal, Instant begun) {
        try {
            rehearsal.run();
            // What the rehearsal left would be collected in the middle of the first scan.
            System.gc();
            console.err().printf("this spare pilot was warm after %d s%n", since(begun));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            console.err().println("this spare pilot is not warm, its rehearsal failed: " + e);
        }
    }

    /** This process's own, and what a job's file sets, read by a shell as a job's program reads it. */
    private static Map<String, String> environment(Path file) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", ". \"$1\" && exec env -0", "sh", file.toString())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> all = new HashMap<>();
        for (String each : new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                all.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        int code = shell.waitFor();
        if (code != 0) {
            throw new IOException("the environment of the job cannot be read from " + file + ": exit code " + code);
        }
        return all;
    }
}
