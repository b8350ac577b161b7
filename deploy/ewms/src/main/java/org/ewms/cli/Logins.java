package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logins of this user, one file per service, which only this user can read. A token goes to the service it is for, and to no other. */
final class Logins {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;

    Logins(Path directory) {
        this.directory = directory;
    }

    /** Those in {@code $XDG_CONFIG_HOME/ewms/logins}, which is below {@code ~/.config} if not set. */
    static Logins ofUser(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(configured);
        return new Logins(config.resolve("ewms").resolve("logins"));
    }

    /** What {@link Logins} does while no other process of this user changes the login of that service. */
    interface Change<T> {
        T run() throws IOException;
    }

    /** Refresh tokens may be good for one use: two processes must not use the same one. */
    <T> T alone(URI service, Change<T> change) throws IOException {
        prepare();
        Path lock = directory.resolve(name(service) + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assert held.isValid();
            return change.run();
        }
    }

    /** @throws IOException also when the file is not one of ours */
    Optional<Login> find(URI service) throws IOException {
        Path file = file(service);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode saved = JSON.readTree(Files.readString(file));
        if (saved == null || !saved.path("access_token").isTextual()) {
            throw new IOException(file + " is no login; log in anew with: ewms login " + service);
        }
        return Optional.of(new Login(
                saved.path("issuer").asText(),
                saved.path("client_id").asText(),
                saved.path("access_token").asText(),
                text(saved.path("refresh_token")),
                Instant.parse(saved.path("until").asText())));
    }

    Path save(URI service, Login login) throws IOException {
        prepare();
        var saved = JSON.createObjectNode()
                .put("service", origin(service))
                .put("issuer", login.issuer())
                .put("client_id", login.clientId())
                .put("access_token", login.accessToken())
                .put("refresh_token", login.refreshToken())
                .put("until", login.until().toString());
        Path fresh = Files.createTempFile(
                directory,
                "login",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JSON.writeValueAsBytes(saved));
        return Files.move(fresh, file(service), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @return whether there was one */
    boolean delete(URI service) throws IOException {
        return Files.deleteIfExists(file(service));
    }

    private void prepare() throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Path file(URI service) {
        return directory.resolve(name(service) + ".json");
    }

    private static String name(URI service) {
        return origin(service).replaceAll("[^A-Za-z0-9.-]+", "_");
    }

    /** Scheme, host and port, which are what a token is sent by. */
    static String origin(URI service) {
        if (service.getScheme() == null || service.getHost() == null) {
            throw new IllegalArgumentException(
                    service + " is no address of a service; write it as https://HOST[:PORT]");
        }
        String scheme = service.getScheme().toLowerCase(Locale.ROOT);
        int port = service.getPort() > 0 ? service.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + service.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
