package org.ewms.mqclient.embedded.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMRegistry;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.RefusedException;
import org.jspecify.annotations.Nullable;

/** The data directory of an embedded broker: its lock, its credential, and the address under which it was last reachable. */
public final class BrokerDirectory implements AutoCloseable {
    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel channel;

    @SuppressWarnings("unused") // held for as long as this object lives
    private final FileLock lock;

    private BrokerDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Creates the directory if absent and takes it for this process; the operating system releases it when the process dies.
     *
     * @throws RefusedException when another broker uses it, or it cannot be written
     */
    public static BrokerDirectory lock(Path directory) {
        try {
            Path root = Files.createDirectories(directory).toRealPath();
            // Asked first: opening and closing the lock file here would release the lock our own process holds (POSIX).
            if (InVMRegistry.instance.getAcceptor(ServerSettings.serverId(root)) != null) {
                throw inUse(root);
            }
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw inUse(root);
            }
            return new BrokerDirectory(root, channel, lock);
        } catch (IOException e) {
            throw new RefusedException("cannot use " + directory + " as the broker's data directory: " + e, e);
        }
    }

    public Path root() {
        return root;
    }

    /** Where the secret of this directory's broker lies. */
    public static Path credentialFile(Path directory) {
        return directory.resolve("credential");
    }

    /** The secret clients must present, made at first use and readable by the owner only. */
    public String secret() throws IOException {
        Path file = credentialFile(root);
        return Files.exists(file) ? Files.readString(file).strip() : newSecret();
    }

    /** Replaces the secret, at once as a whole. */
    public String newSecret() throws IOException {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = root.resolve("credential.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly);
        Files.writeString(fresh, secret);
        Files.move(fresh, credentialFile(root), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return secret;
    }

    /** Remembers the address, so that a restart can take the same port and a neighbour can find the broker. */
    public void rememberAddress(String uri) throws IOException {
        Path fresh = root.resolve("address.new");
        Files.writeString(fresh, uri + "\n");
        Files.move(fresh, root.resolve("address"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The address a broker of this directory has or last had. */
    public static Optional<String> address(Path directory) {
        try {
            return Optional.of(Files.readString(directory.resolve("address")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrokerUnavailableException("cannot release the broker's data directory " + root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            // A start that runs at this moment in this JVM; closing the channel would release its lock.
            return null;
        }
    }

    private static RefusedException inUse(Path root) {
        return new RefusedException("the data directory " + root + " is in use by another embedded broker"
                + address(root).map(a -> " (reachable at " + a + ")").orElse("")
                + "; connect to that one, stop it, or choose another directory");
    }
}
