package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Has a scan done by a service. */
final class RemoteOptions {
    private static final String USUAL = "http://127.0.0.1:8081";

    @Option(
            names = "--remote",
            paramLabel = "URL",
            arity = "0..1",
            fallbackValue = "",
            description = "Let a scan service do it, and fetch the result: ewms up, ewms skydriver"
                    + " (default URL: SKYDRIVER_ADDRESS, or " + USUAL
                    + "). --pilots is then the number of workers asked for.")
    @Nullable
    String url;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Of the scan at the service; 100 and more starts at once (default: ${DEFAULT-VALUE}).")
    int priority;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${SKYDRIVER_TOKEN_FILE:-}",
            description = "File with the bearer token for the service (default: SKYDRIVER_TOKEN_FILE, or none).")
    Path tokenFile = Path.of("");

    boolean wanted() {
        return url != null;
    }

    /** Where the service is. @throws IllegalArgumentException when that is no URL */
    URI uri() {
        String there = url == null || url.isEmpty() ? System.getenv().getOrDefault("SKYDRIVER_ADDRESS", USUAL) : url;
        if (!there.matches("https?://.+")) {
            throw new IllegalArgumentException("--remote takes a URL such as " + USUAL + ", is '" + there + "'");
        }
        return URI.create(there);
    }
}
