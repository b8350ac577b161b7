package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ewms.alerts.AlertsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms alerts}: what a user asks about realtime alerts. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Brings alerts to a scan service (ewms up, ewms skydriver) and asks what has become of them.")
final class AlertsCommand {
    private final Console console;

    @Mixin
    private SkyDriverAccess access = new SkyDriverAccess();

    AlertsCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "replay",
            description = "Brings each event file of a directory, in the order in which the events were seen.",
            mixinStandardHelpOptions = true)
    int replay(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--wait", description = "Until the scans of all have ended and notices are sent.")
                    boolean wait,
            @Option(
                            names = "--output-mode",
                            defaultValue = "text",
                            description = "text, or json: one object a line, the summary last.")
                    OutputMode mode)
            throws IOException, InterruptedException {
        return new AlertReplay(console, access.client(), mode).run(directory, wait) ? 0 : Failures.FAILED;
    }

    @Command(name = "list", description = "Lists alerts, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--limit", defaultValue = "100", description = "How many at most.") int limit,
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "table",
                            description = "table, json or yaml.")
                    Output output)
            throws IOException, InterruptedException {
        JsonNode alerts = access.client().get("/alerts?limit=" + limit).path("alerts");
        Columns columns = new Columns("ALERT", "STATE", "RULE", "EVENT TIME", "RECEIVED", "NOTICES");
        alerts.forEach(each -> columns.row(
                each.path("alert_id").asText(),
                each.path("state").asText(),
                each.path("rule").asText(""),
                each.path("event_time").asText(),
                Instant.ofEpochSecond(each.path("received").asLong()),
                each.path("notices").size()));
        output.print(console, alerts, columns.lines());
        return 0;
    }

    @Command(name = "get", description = "Shows an alert, its scans and notices.", mixinStandardHelpOptions = true)
    int get(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "table",
                            description = "table, json or yaml.")
                    Output output)
            throws IOException, InterruptedException {
        JsonNode alert = access.client().get("/alerts/" + id);
        output.print(console, alert, lines(alert));
        return 0;
    }

    @Command(
            name = "retract",
            description = "Takes an alert back: its scans end, and who has a notice of it is told.",
            mixinStandardHelpOptions = true)
    int retract(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Goes into the notices.") @Nullable
                    String reason)
            throws IOException, InterruptedException {
        ObjectNode body = Json.object();
        if (reason != null) {
            body.put("reason", reason);
        }
        lines(access.client().post("/alerts/" + id + "/retract", body)).forEach(console.out()::println);
        return 0;
    }

    @Command(
            name = "check",
            description = "Reads a file of listeners, rules and sinks, and says what is wrong with it or what it does.",
            mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "FILE") Path file) {
        AlertsFile read = AlertsFile.read(file);
        read.listeners().forEach(each -> console.out().println("listens to " + each.source()));
        read.rules()
                .forEach(each -> console.out()
                        .println("rule '" + each.name() + "' "
                                + (each.ignores()
                                        ? "ignores"
                                        : "scans and tells "
                                                + (each.sinks().isEmpty()
                                                        ? "nobody"
                                                        : String.join(", ", each.sinks())))));
        return 0;
    }

    /** An alert for people. */
    static List<String> lines(JsonNode alert) {
        List<String> lines = new ArrayList<>();
        String reason = alert.path("reason").asText("");
        lines.add(alert.path("alert_id").asText() + "  " + alert.path("state").asText()
                + (reason.isEmpty() || reason.equals("null") ? "" : ": " + reason));
        alert.path("scans")
                .forEach(each -> lines.add("  " + each.path("phase").asText() + " scan "
                        + each.path("scan_id").asText() + "  "
                        + each.path("state").asText() + found(each.path("result"))));
        alert.path("notices")
                .forEach(each -> lines.add("  notice " + each.path("revision").asText() + " "
                        + each.path("kind").asText() + "  " + sends(each.path("sends"))));
        return lines;
    }

    private static String found(JsonNode result) {
        return result.isObject()
                ? String.format(
                        Locale.ROOT,
                        "  RA %.4f Dec %+.4f, 90 %% in %.4g deg2",
                        result.path("ra").asDouble(),
                        result.path("dec").asDouble(),
                        result.at("/region90/area_deg2").asDouble())
                : "";
    }

    private static String sends(JsonNode sends) {
        return sends.valueStream()
                .map(each ->
                        each.path("sink").asText() + " " + each.path("state").asText())
                .collect(Collectors.joining(", "));
    }
}
