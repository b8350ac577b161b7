package org.ewms.cli;

import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which workflow service is asked, as command-line options. */
final class WmsAccess {
    @Option(
            names = "--wms",
            paramLabel = "URL",
            defaultValue = "${EWMS_ADDRESS:-http://127.0.0.1:8080}",
            scope = ScopeType.INHERIT,
            description = "Where the service is (default: EWMS_ADDRESS, or http://127.0.0.1:8080).")
    URI wms = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${EWMS_TOKEN_FILE:-}",
            scope = ScopeType.INHERIT,
            description = "File with the bearer token (default: EWMS_TOKEN_FILE, or none).")
    Path tokenFile = Path.of("");

    WmsClient client() {
        return new WmsClient(wms, tokenFile.toString().isEmpty() ? null : tokenFile);
    }
}
