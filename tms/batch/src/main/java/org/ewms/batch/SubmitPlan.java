package org.ewms.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a submission does: the files it writes, then the command it runs in that directory. Submitting carries out the plan and
 * nothing else, so that a dry run is what it prints.
 *
 * @param directory the taskforce's
 * @param files to be written there
 * @param command to be run there; empty when the batch system needs none
 * @param attributes what is asked of the batch system, by name; reported to the workflow service
 */
public record SubmitPlan(
        Path directory, List<PlannedFile> files, List<String> command, Map<String, String> attributes) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwx------");

    public SubmitPlan {
        files = List.copyOf(files);
        command = List.copyOf(command);
        attributes = Map.copyOf(attributes);
    }

    /** For people to see, without secrets. */
    public String shown() {
        StringBuilder out = new StringBuilder();
        for (PlannedFile each : files) {
            out.append("# file ").append(directory.resolve(each.name())).append('\n');
            out.append(each.shown());
            if (!each.shown().endsWith("\n")) {
                out.append('\n');
            }
        }
        if (!command.isEmpty()) {
            out.append("# command\n").append(ShellText.line(command)).append('\n');
        }
        return out.toString();
    }

    /** Writes the files, readable by their owner alone from the first byte on. Each appears whole or not at all. */
    public void write() {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PROGRAM);
            for (PlannedFile each : files) {
                write(each);
            }
        } catch (IOException e) {
            throw new BatchUnavailableException("cannot write the files of a submission to " + directory + ": " + e, e);
        }
    }

    private void write(PlannedFile file) throws IOException {
        Path target = directory.resolve(file.name());
        Path fresh = directory.resolve("." + file.name() + ".new");
        Files.deleteIfExists(fresh);
        Set<PosixFilePermission> permissions = file.executable() ? PROGRAM : PRIVATE;
        try (SeekableByteChannel out = Files.newByteChannel(
                fresh,
                EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(permissions))) {
            ByteBuffer bytes = ByteBuffer.wrap(file.content().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
