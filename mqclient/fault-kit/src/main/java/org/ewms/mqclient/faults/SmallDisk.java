package org.ewms.mqclient.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with so much room and no more, which can be given more: a file system in memory, for which one must be root. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** @param directory created if absent */
    public static SmallDisk at(Path directory, int mib) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "ewms-small-disk", directory.toString());
        return new SmallDisk(directory);
    }

    public Path directory() {
        return directory;
    }

    public void resize(int mib) throws IOException, InterruptedException {
        run("mount", "-o", "remount,size=" + mib + "m", directory.toString());
    }

    /** Its content is gone then. */
    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", directory.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip()
                    + " (the disk-full scenario mounts a small tmpfs and must run as root)");
        }
    }
}
