package org.ewms.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms workflow}: what a user asks of a workflow service. */
@Command(
        name = "workflow",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks a workflow service for work, and what has become of it.")
final class WorkflowCommand {
    private final Console console;

    @Mixin
    WmsAccess access = new WmsAccess();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description = "table, json or yaml.")
    Output output = Output.TABLE;

    WorkflowCommand(Console console) {
        this.console = console;
    }

    @Command(name = "submit", description = "Asks for a workflow; prints its id.", mixinStandardHelpOptions = true)
    int submit(
            @Parameters(paramLabel = "FILE", description = "The request in JSON.") Path file,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            description = "Submitted again under the same key it is still one workflow.")
                    @Nullable
                    String key)
            throws IOException, InterruptedException {
        JsonNode request;
        try {
            request = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode reply = key == null
                ? client().post("/v1/workflows", request)
                : client().post("/v1/workflows", request, "Idempotency-Key", key);
        return print(reply, List.of(reply.at("/workflow/workflow_id").asText()));
    }

    @Command(name = "list", description = "Lists workflows, oldest first.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--limit", defaultValue = "1000", description = "How many at most.") int limit)
            throws IOException, InterruptedException {
        ObjectNode question = Json.object().put("limit", limit);
        question.putObject("query");
        JsonNode reply = client().post("/v1/query/workflows", question);
        Columns columns = new Columns("WORKFLOW", "PRIORITY", "STATE", "SUBMITTED");
        reply.path("workflows")
                .forEach(each -> columns.row(
                        each.path("workflow_id").asText(),
                        each.path("priority"),
                        each.path("deactivated").asText("active"),
                        Instant.ofEpochSecond(each.path("timestamp").asLong())));
        return print(reply.path("workflows"), columns.lines());
    }

    @Command(name = "get", description = "Shows a workflow and its taskforces.", mixinStandardHelpOptions = true)
    int get(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        ObjectNode all = Json.object();
        all.set("workflow", client().get("/v1/workflows/" + id));
        ObjectNode question = Json.object();
        question.putObject("query").put("workflow_id", id);
        all.set("taskforces", client().post("/v1/query/taskforces", question).path("taskforces"));
        Columns columns = new Columns("TASKFORCE", "PHASE", "SCHEDD", "WORKERS", "JOBS");
        all.path("taskforces")
                .forEach(each -> columns.row(
                        each.path("taskforce_uuid").asText(),
                        each.path("phase").asText(),
                        each.path("schedd").asText(),
                        each.path("n_workers").asText("?"),
                        each.path("compound_statuses")));
        return print(all, columns.lines());
    }

    @Command(name = "explain", description = "Says what each part waits for.", mixinStandardHelpOptions = true)
    int explain(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        JsonNode why = client().get("/v1/workflows/" + id + "/explain");
        return print(why, ExplainCommand.columns(why).lines());
    }

    @Command(
            name = "watch",
            description = "Prints each change of a workflow and its taskforces until all is over.",
            mixinStandardHelpOptions = true)
    int watch(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        client().follow("/v1/workflows/" + id + "/events", (event, data) -> {
            if (output == Output.JSON) {
                console.out().println(data);
            } else if (output == Output.YAML) {
                console.out().print("---\n" + Yaml.of(data));
            } else if (event.equals("workflow")) {
                console.out().println(id + "  " + data.path("deactivated").asText("active"));
            } else if (event.equals("taskforce")) {
                console.out()
                        .println(data.path("taskforce_uuid").asText() + "  "
                                + data.path("phase").asText() + "  " + data.path("compound_statuses"));
            }
        });
        return 0;
    }

    @Command(
            name = "share",
            description = "Shares a workflow with these and nobody else.",
            mixinStandardHelpOptions = true)
    int share(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reader", paramLabel = "NAME", description = "Subject or group that may look at it.")
                    List<String> readers,
            @Option(names = "--editor", paramLabel = "NAME", description = "Subject or group that may change it.")
                    List<String> editors)
            throws IOException, InterruptedException {
        ObjectNode body = Json.object();
        Objects.requireNonNullElse(readers, List.<String>of()).forEach(body.putArray("readers")::add);
        Objects.requireNonNullElse(editors, List.<String>of()).forEach(body.putArray("editors")::add);
        JsonNode reply = client().post("/v1/workflows/" + id + "/actions/share", body);
        return print(reply, List.of(id + ": readers " + reply.path("readers") + ", editors " + reply.path("editors")));
    }

    @Command(name = "finish", description = "Ends a workflow: its results are there.", mixinStandardHelpOptions = true)
    int finish(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return end(id, "finished");
    }

    @Command(name = "abort", description = "Gives a workflow up.", mixinStandardHelpOptions = true)
    int abort(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        return end(id, "abort");
    }

    @Command(
            name = "add-workers",
            description = "Adds workers to a task; prints the new taskforce.",
            mixinStandardHelpOptions = true)
    int addWorkers(
            @Parameters(paramLabel = "TASK", description = "Id of the task directive.") String task,
            @Option(names = "--location", required = true, description = "Cluster location.") String location,
            @Option(names = "--workers", required = true, description = "How many.") int workers)
            throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("cluster_location", location).put("n_workers", workers);
        JsonNode reply = client().post("/v1/task-directives/" + task + "/actions/add-workers", body);
        return print(reply, List.of(reply.path("taskforce_uuid").asText()));
    }

    private int end(String id, String action) throws IOException, InterruptedException {
        JsonNode reply = client().post("/v1/workflows/" + id + "/actions/" + action, Json.object());
        return print(reply, List.of(id + ": " + reply.path("n_taskforces") + " taskforces are being stopped"));
    }

    private WmsClient client() {
        return access.client();
    }

    private int print(JsonNode json, List<String> lines) throws IOException {
        output.print(console, json, lines);
        return 0;
    }
}
