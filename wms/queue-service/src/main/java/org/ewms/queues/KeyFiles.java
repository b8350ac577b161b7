package org.ewms.queues;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A pair of RSA keys in PEM files.
 *
 * @param publicKey X.509 {@code PUBLIC KEY}
 * @param privateKey PKCS #8 {@code PRIVATE KEY}
 */
public record KeyFiles(Path publicKey, Path privateKey) {
    private static final int BITS = 2048;

    /**
     * A pair of our own in this directory, made if it is not there; only the owner may read the private one.
     *
     * @throws QueueServiceException naming the directory
     */
    public static KeyFiles ownIn(Path directory) {
        KeyFiles files = new KeyFiles(directory.resolve("queue-key.pub.pem"), directory.resolve("queue-key.pem"));
        try {
            if (!Files.exists(files.privateKey()) || !Files.exists(files.publicKey())) {
                Files.createDirectories(directory);
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                files.write(generator.generateKeyPair());
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new QueueServiceException("cannot make a key pair in " + directory + ": " + e.getMessage(), e);
        }
        return files;
    }

    /** Writes both, the private one first and for its owner only; each file is whole at any time. */
    void write(KeyPair pair) throws IOException {
        write(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        write(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static void write(Path file, String text) throws IOException {
        Path whole = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String kind, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
