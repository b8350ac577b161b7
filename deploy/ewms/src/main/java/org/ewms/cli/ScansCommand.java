package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.skymap.SkymapFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code ewms scans}: what a user asks of a scan service. */
@Command(
        name = "scans",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks a scan service (ewms up, ewms skydriver) for scans, and what has become of them.",
        subcommands = {ScansSubmitCommand.class, ScansSummaryCommand.class})
final class ScansCommand {
    private final Console console;

    @Mixin
    private SkyDriverAccess access = new SkyDriverAccess();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            scope = ScopeType.INHERIT,
            description = "table, json or yaml.")
    Output output = Output.TABLE;

    ScansCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", description = "Lists scans, newest first.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--limit", defaultValue = "100", description = "How many at most.") int limit)
            throws IOException, InterruptedException {
        ObjectNode question = Json.object().put("limit", limit);
        question.putObject("filter");
        JsonNode manifests = client().post("/scans/find", question).path("manifests");
        Columns columns = new Columns("SCAN", "PRIORITY", "STATE", "EVENT", "SUBMITTED");
        manifests.forEach(each -> columns.row(
                each.path("scan_id").asText(),
                each.path("priority"),
                each.path("scan_state").asText(),
                event(each.path("event_metadata")),
                Instant.ofEpochSecond(each.path("timestamp").asLong())));
        return print(manifests, columns.lines());
    }

    /** An event's identity in words; empty while it is not known. */
    static String event(JsonNode event) {
        return event.isObject()
                ? "run " + event.path("run_id").asText() + " event "
                        + event.path("event_id").asText()
                : "";
    }

    @Command(name = "get", description = "Shows a scan's manifest and state.", mixinStandardHelpOptions = true)
    int get(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        ObjectNode all = Json.object();
        all.set("manifest", client().get("/scan/" + id + "/manifest?include_deleted=true"));
        all.set("status", client().get("/scan/" + id + "/status"));
        return print(
                all,
                List.of(
                        id + "  " + all.at("/status/scan_state").asText(),
                        all.at("/manifest/progress/summary").asText(""),
                        "pilots running: " + all.at("/status/ewms_workforce/n_running"),
                        all.at("/status/trouble").asText("")));
    }

    @Command(name = "watch", description = "Prints how a scan goes until it ends.", mixinStandardHelpOptions = true)
    int watch(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        AtomicReference<String> last = new AtomicReference<>("");
        client().follow("/scan/" + id + "/stream", (event, data) -> {
            if (output != Output.TABLE) {
                console.out().print(output == Output.JSON ? data + "\n" : "---\n" + Yaml.of(data));
            } else if (!event.equals("pixels")) {
                String line = data.path("scan_state").asText() + "  "
                        + data.at("/progress/summary").asText("");
                if (!line.equals(last.getAndSet(line))) {
                    console.out().println(line.strip());
                }
            }
        });
        return 0;
    }

    @Command(
            name = "result",
            description = "Fetches a scan's present result into a file, in the format of its ending.",
            mixinStandardHelpOptions = true)
    int result(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(
                            paramLabel = "FILE",
                            description = "….json, .npz, .fits, .multiorder.fits, .moc.json, .png or .contours.json.")
                    Path file)
            throws IOException, InterruptedException {
        byte[] content = client().download("/scan/" + id + "/result." + ending(file));
        SkymapFiles.write(file, out -> {
            try {
                out.write(content);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        console.out().println(file);
        return 0;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (String ending : List.of("multiorder.fits", "moc.json", "contours.json", "json", "npz", "fits", "png")) {
            if (name.endsWith("." + ending)) {
                return ending;
            }
        }
        throw new IllegalArgumentException(file
                + " has none of the endings .json, .npz, .fits, .multiorder.fits, .moc.json, .png, .contours.json");
    }

    @Command(
            name = "rescan",
            description = "Scans the same event again; prints the new id.",
            mixinStandardHelpOptions = true)
    int rescan(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--abort-first", description = "End the scan that is there.") boolean abortFirst,
            @Option(names = "--replace", description = "Send who asks for the old scan to the new one.")
                    boolean replace)
            throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("abort_first", abortFirst).put("replace_scan", replace);
        return printId(client().post("/scan/" + id + "/actions/rescan", body));
    }

    @Command(name = "abort", description = "Ends a scan and marks it deleted.", mixinStandardHelpOptions = true)
    int abort(@Parameters(paramLabel = "ID") String id) throws IOException, InterruptedException {
        JsonNode manifest = client().delete("/scan/" + id).path("manifest");
        return print(manifest, List.of(id + ": deleted"));
    }

    @Command(name = "compare", description = "Compares the results of two scans.", mixinStandardHelpOptions = true)
    int compare(@Parameters(paramLabel = "A") String a, @Parameters(paramLabel = "B") String b)
            throws IOException, InterruptedException {
        JsonNode compared = client().get("/compare?a=" + a + "&b=" + b);
        Columns columns = new Columns("REGION", "A DEG2", "B DEG2", "COMMON", "COMMON/EITHER");
        compared.path("regions")
                .forEach(each -> columns.row(
                        each.path("name").asText(),
                        each.path("a_deg2"),
                        each.path("b_deg2"),
                        each.path("common_deg2"),
                        each.path("jaccard")));
        List<String> lines = new java.util.ArrayList<>(columns.lines());
        lines.addFirst("best fits " + compared.path("separation_deg") + " degrees apart");
        return print(compared, lines);
    }

    WmsClient client() {
        return access.client();
    }

    private int printId(JsonNode manifest) throws IOException {
        return print(manifest, List.of(manifest.path("scan_id").asText()));
    }

    private int print(JsonNode json, List<String> lines) throws IOException {
        output.print(
                console, json, lines.stream().filter(each -> !each.isEmpty()).toList());
        return 0;
    }
}
