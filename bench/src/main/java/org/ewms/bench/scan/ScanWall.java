package org.ewms.bench.scan;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.scan.ScanMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The default scan of an event, each time in a JVM of its own, from its start to the last file: wall time beside the CPU time of the fits
 * spread over the workers, and where the rest went. Modes alternate; the figures are medians over the rounds.
 */
@Command(
        name = "scan-138632",
        description = "Wall time of the default scan of EVENT beside its fits' CPU time, with breakdown, both modes.")
public final class ScanWall implements Benchmark {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "EVENT", description = "Realtime event file.")
    Path event = Path.of("");

    @Option(names = "--reco", description = "Reconstruction (default: ${DEFAULT-VALUE}).")
    String reco = "spe";

    @Option(names = "--nsides", description = "Progression (default: ${DEFAULT-VALUE}).")
    String nsides = "8:0,64:12,512:24";

    @Option(names = "--threads", description = "Workers (default: processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--rounds", description = "Scans of each mode (default: ${DEFAULT-VALUE}).")
    int rounds = 3;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (!Files.isRegularFile(event)) {
            throw new NoSuchFileException("there is no event file " + event);
        }
        Map<ScanMode, List<Phases>> figures = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (ScanMode mode : ScanMode.values()) {
                Phases one = probe(mode);
                figures.computeIfAbsent(mode, m -> new ArrayList<>()).add(one);
                table.progress("round %d, %s: %s", round, name(mode), one.figures());
            }
        }
        figures.forEach((mode, of) -> report(name(mode), Phases.median(of), table));
    }

    private static String name(ScanMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private Phases probe(ScanMode mode) throws IOException, InterruptedException {
        List<String> arguments = List.of(event.toString(), reco, name(mode), nsides, Integer.toString(threads));
        return new Phases(JSON.readValue(ChildJvm.lastLine(ScanProbe.class, arguments), new TypeReference<>() {}));
    }

    private void report(String mode, Phases f, Table table) {
        double ideal = f.get("fit cpu") / threads;
        double cpu = f.sum("cpu ");
        String workers = threads + " workers";
        table.add(Row.less(
                mode + ": wall, JVM start to last file", f.get("wall"), ideal, "s", "Σ(fit CPU) / " + workers));
        table.add(Row.less(mode + ": wall of the scan proper", f.get("scan"), ideal, "s", "Σ(fit CPU) / " + workers));
        table.add(Row.less(
                mode + ": wall of the scan proper, busy machine allowed for",
                f.get("scan"),
                f.get("fit time") / threads,
                "s",
                "Σ(time inside fits) / " + workers));
        table.add(Row.less(
                mode + ": wall, JVM start, set-up and broker start apart",
                f.get("scan") + f.get("files"),
                ideal,
                "s",
                "Σ(fit CPU) / " + workers));
        table.add(Row.less(mode + ": CPU of the whole process", cpu, f.get("fit cpu"), "s", "Σ(fit CPU)"));
        table.add(Row.less(mode + ": wall", f.get("wall"), 30, "s", "the target of 30 s"));
        table.add(Row.plain(mode + ": pixels", f.get("pixels"), "pixels", ""));
        table.add(Row.plain(mode + ": fits", f.get("fits"), "fits", ""));
        table.add(Row.plain(mode + ": fits/s", f.get("fits") / f.get("scan"), "1/s", "of the scan proper"));
        table.add(Row.plain(mode + ": 90 % region", f.get("area 90"), "deg²", ""));
        table.add(Row.plain(mode + ": best −lnL", f.get("llh"), "", ""));
        for (String step : List.of("JVM start", "set-up", "broker", "scan", "files")) {
            table.add(Row.plain(mode + ": wall: " + step, f.get(step), "s", "part of the wall time"));
        }
        for (String name : f.names()) {
            if (name.startsWith("cpu ")) {
                table.add(Row.plain(mode + ": " + name, f.get(name), "s", "part of the CPU of the whole process"));
            }
        }
    }
}
