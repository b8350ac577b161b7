package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ewms scans submit}. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks for scans; prints their ids.",
            "With --catalogue a scan that was asked for before, of the same event with the same options, is not asked for"
                    + " again: its id is printed. How far all are: --wait, and what came of them: ewms scans summary."
        })
final class ScansSubmitCommand implements Callable<Integer> {
    private static final long SHOWN_MILLIS = 2000;
    private static final int LISTED_EVERY = 10;

    private final Console console;

    @ParentCommand
    ScansCommand scans;

    @Parameters(
            paramLabel = "EVENT",
            arity = "1..*",
            description = "Event file (JSON), directory of event files, or list of them, a path a line.")
    List<Path> events = List.of();

    @Option(names = "--catalogue", paramLabel = "NAME", description = "The scans belong together under this name.")
    @Nullable
    String catalogue;

    @Option(names = "--reco", description = "Reconstruction (default: ${DEFAULT-VALUE}).")
    String reco = "spe";

    @Option(names = "--nsides", description = "NSIDE:EXTENSION, … (default: ${DEFAULT-VALUE}).")
    String nsides = NsideProgression.DEFAULT.toString();

    @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    ScanMode mode = ScanMode.ADAPTIVE;

    @Option(names = "--priority", description = "100 and more starts at once (default: ${DEFAULT-VALUE}).")
    int priority;

    @Option(names = "--simulated", description = "The events are no real ones.")
    boolean simulated;

    @Option(names = "--location", description = "Where workers are wanted (default: ${DEFAULT-VALUE}).")
    String location = "local";

    @Option(names = "--workers", description = "How many for each scan (default: 2, of a catalogue 1).")
    @Nullable
    Integer workers;

    @Option(
            names = "--wait",
            description = "Wait until all scans of the catalogue have ended, and tell how far they are.")
    boolean wait;

    ScansSubmitCommand(Console console, ScansCommand scans) {
        this.console = console;
        this.scans = scans;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (wait && catalogue == null) {
            throw new IllegalArgumentException("--wait needs --catalogue NAME; of one scan: ewms scans watch ID");
        }
        int each = workers != null ? workers : catalogue == null ? 2 : 1;
        ScanOrder order = new ScanOrder(reco, nsides, mode, 1.0, simulated, priority, location, each);
        List<Path> files = EventFiles.of(events);
        if (catalogue == null) {
            for (Path file : files) {
                said(scans.client().post("/scan", order.request(EventFiles.read(file), file)));
            }
            return 0;
        }
        Catalogue whole = new Catalogue(scans.client(), catalogue);
        Map<String, JsonNode> known = whole.scans();
        int asked = 0;
        for (Path file : files) {
            byte[] event = EventFiles.read(file);
            JsonNode scan = known.get(order.identity(event));
            if (scan == null) {
                scan = whole.submit(event, file, order);
                known.put(order.identity(event), scan);
                asked++;
            }
            said(scan);
        }
        console.err().println(asked + " scans asked for, " + (files.size() - asked) + " were there already");
        return wait ? follow(whole) : 0;
    }

    private void said(JsonNode scan) {
        console.out()
                .println(
                        scans.output == Output.TABLE
                                ? scan.path("scan_id").asText()
                                : scans.output == Output.JSON ? Json.line(scan) : "---\n" + Yaml.of(scan));
    }

    /** Listens to what happens to scans; lists them now and then, for what was not heard. */
    private int follow(Catalogue whole) throws IOException, InterruptedException {
        CatalogueProgress progress = new CatalogueProgress();
        Thread listener = Thread.ofVirtual().start(() -> listen(whole, progress));
        long start = System.nanoTime();
        for (int round = 0; ; round++) {
            if (round % LISTED_EVERY == 0 || progress.over()) {
                whole.scans().values().forEach(progress::heard);
            }
            Duration watched = Duration.ofNanos(System.nanoTime() - start);
            console.err()
                    .println(scans.output == Output.JSON ? Json.line(progress.json(watched)) : progress.line(watched));
            if (progress.over()) {
                listener.interrupt();
                return progress.count(CatalogueProgress.Stage.FAILED) == 0 ? 0 : Failures.FAILED;
            }
            TimeUnit.MILLISECONDS.sleep(SHOWN_MILLIS);
        }
    }

    private void listen(Catalogue whole, CatalogueProgress progress) {
        try {
            scans.client().follow("/stream", (event, manifest) -> {
                if (whole.has(manifest)) {
                    progress.heard(manifest);
                }
            });
        } catch (IOException | RuntimeException e) {
            console.err().println("no live news from the service, asking now and then: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
