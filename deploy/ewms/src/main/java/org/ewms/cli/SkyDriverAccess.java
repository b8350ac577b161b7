package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which scan service is asked, as command-line options. */
final class SkyDriverAccess {
    @Option(
            names = {"--remote", "--skydriver"},
            paramLabel = "URL",
            defaultValue = "${SKYDRIVER_ADDRESS:-http://127.0.0.1:8081}",
            scope = ScopeType.INHERIT,
            description = "Where the service is (default: SKYDRIVER_ADDRESS, or http://127.0.0.1:8081).")
    URI remote = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${SKYDRIVER_TOKEN_FILE:-}",
            scope = ScopeType.INHERIT,
            description = "File with the bearer token (default: SKYDRIVER_TOKEN_FILE, or none).")
    Path tokenFile = Path.of("");

    WmsClient client() {
        return client(remote, tokenFile);
    }

    /** @param tokenFile with the bearer token; empty for none */
    static WmsClient client(URI remote, Path tokenFile) {
        @Nullable Path token = tokenFile.toString().isEmpty() ? null : tokenFile;
        return new WmsClient(remote, token, "scan service", "start one with: ewms up, or name another with --remote");
    }
}
