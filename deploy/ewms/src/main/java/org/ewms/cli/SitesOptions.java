package org.ewms.cli;

import java.nio.file.Path;
import org.ewms.batch.CommandLineTools;
import org.ewms.tms.SitesFile;
import org.ewms.tms.TmsEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sites there are. */
final class SitesOptions {
    private static final String VARIABLE = "EWMS_SITES";

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description =
                    "YAML file that describes the sites (default: EWMS_SITES; where JOB_EVENT_LOG_DIR is set, the site"
                            + " that the Python TMS's variables describe; else sites.yaml).")
    @Nullable
    Path file;

    SitesFile read() {
        return read(Path.of(""));
    }

    /** @param base from which the file's name starts */
    SitesFile read(Path base) {
        TmsEnvironment environment = new TmsEnvironment(System.getenv());
        if (!isFile(environment)) {
            return environment.site(CommandLineTools.defaults());
        }
        Path named = file != null ? file : Path.of(System.getenv().getOrDefault(VARIABLE, "sites.yaml"));
        return SitesFile.read(base.resolve(named));
    }

    /** Whether a file says which sites there are, and not the environment. */
    boolean isFile(TmsEnvironment environment) {
        return file != null || System.getenv(VARIABLE) != null || !environment.describesSite();
    }
}
