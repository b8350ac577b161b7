package org.ewms.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * What makes a piece of work the same as an earlier one: the command's arguments, the contents of the files they name (so an edited script is
 * another command), the image, the contents of the input, and the name of the result. SHA-256 over all of them, each preceded by its length.
 */
public final class CommandIdentity {
    private static final int BUFFER = 1 << 16;

    private final byte[] command;

    private CommandIdentity(byte[] command) {
        this.command = command;
    }

    /**
     * Reads the files that the command names.
     *
     * @param base directory that relative paths start from
     * @param image the container's, if it runs in one: then files named inside it are not looked for here
     */
    public static CommandIdentity of(List<String> command, Optional<String> image, String runner, Path base)
            throws IOException {
        MessageDigest digest = sha256();
        text(digest, runner);
        text(digest, image.orElse(""));
        for (String argument : command) {
            text(digest, argument);
            if (image.isEmpty() && namesFile(base, argument)) {
                digest.update(content(base.resolve(argument)));
            }
        }
        return new CommandIdentity(digest.digest());
    }

    private static boolean namesFile(Path base, String argument) {
        return !argument.isEmpty()
                && argument.indexOf('\0') < 0
                && !argument.contains("{{")
                && Files.isRegularFile(base.resolve(argument));
    }

    /**
     * The key of one input's work; reads the input.
     *
     * @param output name of the result
     */
    public WorkKey key(Path input, String output) throws IOException {
        MessageDigest digest = sha256();
        digest.update(command);
        text(digest, output);
        add(digest, input);
        return WorkKey.of(digest.digest());
    }

    /** The key of an input that cannot be read. */
    public WorkKey keyWithoutContent(String output) {
        MessageDigest digest = sha256();
        digest.update(command);
        text(digest, output);
        return WorkKey.of(digest.digest());
    }

    /** The key of a name alone. */
    public static WorkKey ofName(String name) {
        MessageDigest digest = sha256();
        text(digest, name);
        return WorkKey.of(digest.digest());
    }

    private static byte[] content(Path file) throws IOException {
        MessageDigest digest = sha256();
        add(digest, file);
        return digest.digest();
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
