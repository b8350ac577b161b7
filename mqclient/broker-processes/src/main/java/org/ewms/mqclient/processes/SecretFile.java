package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A secret in a file that only its owner can read, replaced at once as a whole. */
record SecretFile(Path path) {
    /** A fresh one in this directory, which is created if absent. */
    static SecretFile in(Path directory) throws IOException {
        Files.createDirectories(directory);
        var file = new SecretFile(directory.resolve("credential"));
        file.renew();
        return file;
    }

    static SecretFile required(@Nullable SecretFile file) {
        if (file == null) {
            throw new IllegalStateException("this server was started without a secret");
        }
        return file;
    }

    String read() throws IOException {
        return Files.readString(path).strip();
    }

    void renew() throws IOException {
        Path fresh = path.resolveSibling("credential.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, "s" + UUID.randomUUID());
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
