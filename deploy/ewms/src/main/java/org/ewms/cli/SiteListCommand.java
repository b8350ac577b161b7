package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.ewms.tms.SiteDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms site list}: the sites of a file. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the sites: name, kind, name of its schedd, cost, labels.")
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
            console.out().println(mode == OutputMode.JSON ? Json.line(json(each)) : text(each));
        }
        return 0;
    }

    private static ObjectNode json(SiteDescription site) {
        ObjectNode node = Json.object()
                .put("site", site.name())
                .put("kind", site.system().kind())
                .put("schedd", site.schedd())
                .put("max_workers", site.maxWorkers())
                .put("cost", site.traits().cost());
        site.traits().labels().forEach(node.putArray("labels")::add);
        return node;
    }

    private static String text(SiteDescription site) {
        String labels = site.traits().labels().isEmpty()
                ? ""
                : "  labels " + String.join(",", site.traits().labels());
        return site.name() + "  " + site.system().kind() + "  " + site.schedd() + "  cost "
                + site.traits().cost() + labels;
    }
}
