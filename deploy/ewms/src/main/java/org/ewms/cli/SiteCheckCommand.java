package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.ewms.batch.BatchException;
import org.ewms.tms.Site;
import org.ewms.tms.SiteDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms site check}: whether a batch system answers. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Asks the batch systems of sites whether they answer; exit code 1 when one does not.")
final class SiteCheckCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Mixin
    SitesOptions sites = new SitesOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one (default: all).")
    @Nullable
    String name;

    @Option(names = "--output-mode", description = "text or json (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    SiteCheckCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        int code = 0;
        for (SiteDescription each : sites.read().sites().values()) {
            if (name != null && !name.equals(each.name())) {
                continue;
            }
            ObjectNode result = checked(each);
            code = result.path("ok").asBoolean() ? code : Failures.FAILED;
            console.out()
                    .println(
                            mode == OutputMode.JSON
                                    ? Json.line(result)
                                    : each.name() + "  "
                                            + (result.path("ok").asBoolean()
                                                    ? "answers"
                                                    : result.path("error").asText()));
        }
        if (name != null) {
            sites.read().site(name);
        }
        return code;
    }

    private ObjectNode checked(SiteDescription each) {
        ObjectNode result =
                Json.object().put("site", each.name()).put("kind", each.system().kind());
        try {
            Site site = each.open(clock);
            try {
                site.batch().check();
                return result.put("ok", true);
            } finally {
                site.batch().close();
            }
        } catch (BatchException e) {
            return result.put("ok", false).put("error", e.getMessage());
        }
    }
}
