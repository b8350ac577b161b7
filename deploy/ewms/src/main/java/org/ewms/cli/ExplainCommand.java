package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms explain}: why a workflow, or one of its taskforces, is not further. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says of a workflow and each of its taskforces what it waits for: queues, a TMS, the batch system; how its jobs",
            "are, why some are held, what pilots complained about; and which site was chosen why, where none was named."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    WmsAccess access = new WmsAccess();

    @Parameters(paramLabel = "ID", description = "Of a workflow or a taskforce.")
    String id = "";

    @Option(
            names = {"-o", "--output"},
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    Output output = Output.TABLE;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WmsClient client = access.client();
        ObjectNode why = (ObjectNode) client.get("/v1/workflows/" + workflow(client) + "/explain");
        if (id.startsWith("TF-")) {
            ArrayNode only = Json.object().putArray("taskforces");
            why.path("taskforces").forEach(each -> {
                if (each.path("taskforce_uuid").asText().equals(id)) {
                    only.add(each);
                }
            });
            why.set("taskforces", only);
            why.putArray("scaling");
        }
        output.print(console, why, columns(why).lines());
        return 0;
    }

    /** As a table. */
    static Columns columns(JsonNode why) {
        Columns columns = new Columns("PART", "PHASE", "WAITS FOR");
        columns.row(why.path("workflow_id").asText(), "", why.path("waits_for").asText());
        why.path("scaling")
                .forEach(each -> columns.row(
                        each.path("task_id").asText(),
                        each.path("workers").asText() + " workers",
                        each.path("why").asText()));
        why.path("taskforces")
                .forEach(each -> columns.row(
                        each.path("taskforce_uuid").asText(),
                        each.path("phase").asText(),
                        each.path("waits_for").asText()
                                + (each.path("placed").isTextual()
                                        ? "; placed by " + each.path("placed").asText()
                                        : "")));
        return columns;
    }

    private String workflow(WmsClient client) throws IOException, InterruptedException {
        if (!id.startsWith("TF-")) {
            return id;
        }
        ObjectNode question = Json.object();
        question.putObject("query").put("taskforce_uuid", id);
        JsonNode found = client.post("/v1/query/taskforces", question).path("taskforces");
        if (found.isEmpty()) {
            throw new ServiceException(Failures.NOT_FOUND, "there is no taskforce " + id);
        }
        return found.path(0).path("workflow_id").asText();
    }
}
