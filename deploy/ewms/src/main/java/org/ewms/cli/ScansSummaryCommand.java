package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ewms scans summary}. */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "A table of a catalogue's scans: event, state, best fit, areas of the 50 % and 90 % regions.")
final class ScansSummaryCommand implements Callable<Integer> {
    private static final int AT_A_TIME = 4;
    private static final List<String> COLUMNS =
            List.of("scan_id", "event", "state", "ra_deg", "dec_deg", "llh", "area_50_deg2", "area_90_deg2", "trouble");

    private final Console console;

    @ParentCommand
    ScansCommand scans;

    @Option(names = "--catalogue", paramLabel = "NAME", required = true, description = "Which.")
    String catalogue = "";

    @Option(names = "--csv", description = "As comma-separated values.")
    boolean csv;

    ScansSummaryCommand(Console console, ScansCommand scans) {
        this.console = console;
        this.scans = scans;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WmsClient client = scans.client();
        List<JsonNode> manifests =
                List.copyOf(new Catalogue(client, catalogue).scans().values());
        ArrayNode rows = Json.object().putArray("scans");
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<ObjectNode>> all = new ArrayList<>();
            manifests.forEach(each -> all.add(threads.submit(() -> row(client, each))));
            for (Future<ObjectNode> each : all) {
                rows.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a scan's result was not to be had: " + e.getMessage(), e);
        }
        if (csv) {
            console.out().println(String.join(",", COLUMNS));
            rows.forEach(row -> console.out().println(line(row)));
        } else {
            scans.output.print(console, rows, table(rows));
        }
        return 0;
    }

    private static ObjectNode row(WmsClient client, JsonNode manifest) throws IOException, InterruptedException {
        ObjectNode row = Json.object();
        String id = manifest.path("scan_id").asText();
        row.put("scan_id", id);
        row.put("event", ScansCommand.event(manifest.path("event_metadata")));
        row.put("state", CatalogueProgress.Stage.of(manifest).name().toLowerCase(Locale.ROOT));
        if (CatalogueProgress.Stage.of(manifest) == CatalogueProgress.Stage.DONE) {
            JsonNode sky = client.get("/scan/" + id + "/result.contours.json");
            row.set("ra_deg", sky.at("/best_fit/ra"));
            row.set("dec_deg", sky.at("/best_fit/dec"));
            row.set("llh", sky.at("/best_fit/llh"));
            row.set("area_50_deg2", sky.at("/levels/0/area_deg2"));
            row.set("area_90_deg2", sky.at("/levels/1/area_deg2"));
        }
        if (!manifest.path("trouble").isNull()) {
            row.set("trouble", manifest.path("trouble"));
        }
        return row;
    }

    private static List<String> table(ArrayNode rows) {
        Columns columns =
                new Columns("SCAN", "EVENT", "STATE", "RA DEG", "DEC DEG", "-LNL", "50% DEG2", "90% DEG2", "TROUBLE");
        rows.forEach(row -> columns.row(
                COLUMNS.stream().map(column -> cell(row.path(column))).toArray()));
        return columns.lines();
    }

    private static String cell(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : value.asText();
    }

    private static String line(JsonNode row) {
        return COLUMNS.stream().map(column -> quoted(row.path(column).asText())).collect(Collectors.joining(","));
    }

    /** As RFC 4180 has it. */
    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
