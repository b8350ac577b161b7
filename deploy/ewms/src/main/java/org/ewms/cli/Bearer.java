package org.ewms.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token a service is asked with, as it is now. */
interface Bearer {
    /** Empty when there is none. */
    Optional<String> token() throws IOException;

    /** That of a file if there is one, else that of the login for this service, renewed shortly before it ends. */
    static Bearer of(URI service, @Nullable Path tokenFile) {
        return tokenFile == null
                ? new OfLogin(service, Logins.ofUser(System.getenv()), Clock.systemUTC())
                : () -> Optional.of(Files.readString(tokenFile).strip());
    }

    /** The token of a person who has logged in. */
    record OfLogin(URI service, Logins logins, Clock clock) implements Bearer {
        private static final Duration MARGIN = Duration.ofSeconds(30);

        @Override
        public Optional<String> token() throws IOException {
            Optional<Login> saved = logins.find(service);
            if (saved.isEmpty() || isFresh(saved.get())) {
                return saved.map(Login::accessToken);
            }
            return Optional.of(logins.alone(service, this::renewed).accessToken());
        }

        private boolean isFresh(Login login) {
            return clock.instant().plus(MARGIN).isBefore(login.until());
        }

        private Login renewed() throws IOException {
            Login last = logins.find(service).orElseThrow(() -> new IOException("logged out meanwhile"));
            if (isFresh(last)) {
                return last;
            }
            Login fresh = LoginProvider.at(URI.create(last.issuer()), last.clientId(), clock)
                    .renewed(last);
            logins.save(service, fresh);
            return fresh;
        }
    }
}
