package org.ewms.mqclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proves to a broker who we are. The secret is asked for at every connect, so that a renewed token is used; it is never printed. */
public final class Credential {
    private final @Nullable String user;
    private final Supplier<String> secret;
    private final String origin;

    private Credential(@Nullable String user, Supplier<String> secret, String origin) {
        this.user = user;
        this.secret = Objects.requireNonNull(secret, "secret");
        this.origin = origin;
    }

    /** A secret kept in a file, read anew at every connect; surrounding white space is ignored. */
    public static Credential ofFile(Path file) {
        return new Credential(null, () -> read(file), "file " + file);
    }

    /** A token without a user name, possibly renewed by its supplier. */
    public static Credential ofToken(Supplier<String> token) {
        return new Credential(null, token, "token");
    }

    /** A user name with a password or token, possibly renewed by its supplier. */
    public static Credential of(String user, Supplier<String> secret) {
        return new Credential(Objects.requireNonNull(user, "user"), secret, "user " + user);
    }

    /** The user name, or null when the broker's default applies. */
    public @Nullable String user() {
        return user;
    }

    /**
     * The password or token as it is now.
     *
     * @throws RefusedException naming the file when it cannot be read
     */
    public String secret() {
        return secret.get();
    }

    /** Says where the secret comes from, never what it is. */
    @Override
    public String toString() {
        return "Credential[" + origin + "]";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RefusedException("cannot read the broker credential file " + file + ": " + e, e);
        }
    }
}
