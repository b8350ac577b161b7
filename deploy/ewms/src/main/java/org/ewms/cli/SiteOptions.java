package org.ewms.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.ewms.tms.SiteDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where pilots are to be, other than in this process. */
final class SiteOptions {
    private static final String HERE = "127.0.0.1";

    @Option(
            names = "--site",
            paramLabel = "NAME",
            description =
                    "Pilots are jobs at this site, HTCondor's, Slurm's or this machine's; they see this file system.")
    @Nullable
    String name;

    @Mixin
    SitesOptions sites = new SitesOptions();

    @Option(
            names = "--broker-host",
            paramLabel = "HOST",
            description =
                    "With --site: interface of the broker, by a name that pilots reach it by (default: this host's"
                            + " name, or 127.0.0.1 for pilots on this machine).")
    @Nullable
    String brokerHost;

    /**
     * The site, if one is named.
     *
     * @param base from which the name of the sites file starts
     */
    Optional<SiteDescription> site(Path base) {
        if (name == null) {
            if (brokerHost != null || sites.file != null) {
                throw new IllegalArgumentException("--sites and --broker-host go with --site");
            }
            return Optional.empty();
        }
        return Optional.of(sites.read(base).site(name));
    }

    /** The interface that the broker listens on. */
    String brokerHost(SiteDescription site) throws IOException {
        if (brokerHost != null) {
            return brokerHost;
        }
        return site.system() instanceof SiteDescription.System.Local
                ? HERE
                : InetAddress.getLocalHost().getHostName();
    }
}
