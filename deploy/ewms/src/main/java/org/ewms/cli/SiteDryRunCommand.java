package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.ewms.tms.DryRun;
import org.ewms.tms.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ewms site dry-run}: what would be submitted. */
@Command(
        name = "dry-run",
        mixinStandardHelpOptions = true,
        description =
                "Prints exactly what a site would be given for each task of a workflow, but for ids and credentials.")
final class SiteDryRunCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Mixin
    SitesOptions sites = new SitesOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The site.")
    String name = "";

    @Parameters(index = "1", paramLabel = "WORKFLOW", description = "JSON file as for ewms workflow submit.")
    Path workflow = Path.of("");

    SiteDryRunCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        JsonNode body = JsonMapper.builder().build().readTree(Files.readString(workflow));
        if (!body.path("tasks").isArray() || body.path("tasks").isEmpty()) {
            throw new IllegalArgumentException(workflow + ": 'tasks' must be a list of at least one task");
        }
        Site site = sites.read().site(name).open(clock);
        try {
            for (JsonNode task : body.path("tasks")) {
                console.out().print(DryRun.of(site, task).shown());
            }
        } finally {
            site.batch().close();
        }
        return 0;
    }
}
