package org.ewms.cli;

import java.util.concurrent.Callable;
import org.ewms.tms.SiteDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms site list}: the sites of a file. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the sites: name, kind, name of its schedd.")
final class SiteListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    SitesOptions sites = new SitesOptions();

    @Option(names = "--output-mode", description = "text or json (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    SiteListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (SiteDescription each : sites.read().sites().values()) {
            console.out()
                    .println(
                            mode == OutputMode.JSON
                                    ? Json.line(Json.object()
                                            .put("site", each.name())
                                            .put("kind", each.system().kind())
                                            .put("schedd", each.schedd())
                                            .put("max_workers", each.maxWorkers()))
                                    : each.name() + "  " + each.system().kind() + "  " + each.schedd());
        }
        return 0;
    }
}
