package org.ewms.cli;

import java.nio.file.Path;
import org.ewms.tms.SitesFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sites there are. */
final class SitesOptions {
    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "YAML file that describes the sites (default: EWMS_SITES, or sites.yaml).")
    @Nullable
    Path file;

    SitesFile read() {
        return read(Path.of(""));
    }

    /** @param base from which the file's name starts */
    SitesFile read(Path base) {
        Path named = file != null ? file : Path.of(System.getenv().getOrDefault("EWMS_SITES", "sites.yaml"));
        return SitesFile.read(base.resolve(named));
    }
}
