package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms queue list}: the queues of a workflow. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the queues of a workflow and how full each is, as far as its service reaches the broker.")
final class QueueListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    WmsAccess access = new WmsAccess();

    @Parameters(paramLabel = "WORKFLOW", description = "Id of the workflow.")
    String workflow = "";

    @Option(
            names = {"-o", "--output"},
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    Output output = Output.TABLE;

    QueueListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode queues =
                access.client().get("/v1/mqs/workflows/" + workflow + "/queues").path("queues");
        Columns columns =
                new Columns("QUEUE", "ALIAS", "PUBLIC", "READY", "UNSETTLED", "CONSUMERS", "DEAD", "CHANGE/S");
        for (JsonNode each : queues) {
            columns.row(
                    each.path("mqid").asText(),
                    each.path("alias").asText(),
                    each.path("is_public").asBoolean() ? "yes" : "no",
                    told(each, "ready"),
                    told(each, "unsettled"),
                    told(each, "consumers"),
                    told(each, "dead_letters"),
                    told(each, "change_per_second"));
        }
        output.print(console, queues, columns.lines());
        return 0;
    }

    private static String told(JsonNode queue, String figure) {
        return queue.hasNonNull(figure) ? queue.path(figure).asText() : "?";
    }
}
