package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ewms.skymap.MapComparison;
import org.ewms.skymap.ResultComparison;
import org.ewms.skymap.SkyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky compare}: how much two maps agree. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares two sky maps: best fits, overlap of regions; of scan results also pixel by pixel.")
final class SkyCompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "Sky map of any format.")
    Path first = Path.of("a");

    @Parameters(index = "1", paramLabel = "B", description = "Sky map of any format.")
    Path second = Path.of("b");

    @Mixin
    SkyInput input = new SkyInput();

    @Mixin
    SkyLevels levels = new SkyLevels();

    @Option(
            names = "--rtol-llh",
            paramLabel = "R",
            description = "Relative tolerance of llh (default: ${DEFAULT-VALUE}).")
    double rtolLlh = ResultComparison.Tolerances.defaults().llh();

    @Option(
            names = "--rtol-energy",
            paramLabel = "R",
            description = "Relative tolerance of E_in and E_tot (default: ${DEFAULT-VALUE}).")
    double rtolEnergy = ResultComparison.Tolerances.defaults().energy();

    @Option(
            names = "--rtol-vertex",
            paramLabel = "R",
            description = "Relative tolerance of X, Y, Z and T (default: ${DEFAULT-VALUE}).")
    double rtolVertex = ResultComparison.Tolerances.defaults().vertex();

    @Option(names = "--check", description = "Fail (exit code 1) unless both are results that agree pixel by pixel.")
    boolean check;

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyCompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var tolerances = new ResultComparison.Tolerances(rtolLlh, rtolEnergy, rtolVertex);
        SkyFile.MapFile a = input.map(first);
        SkyFile.MapFile b = input.map(second);
        MapComparison maps = MapComparison.of(a.probability(), levels.contours(a), b.probability(), levels.contours(b));
        Optional<ResultComparison> results = a.hasReconstructions() && b.hasReconstructions()
                ? Optional.of(ResultComparison.of(a.map().result(), b.map().result(), tolerances))
                : Optional.empty();
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(json(maps, results)));
        } else {
            print(console.out(), maps, results);
        }
        boolean agree = results.isPresent() && results.get().close();
        return check && !agree ? Failures.FAILED : 0;
    }

    private static ObjectNode json(MapComparison maps, Optional<ResultComparison> results) {
        ObjectNode node = Json.object();
        node.put("best_fit_distance_deg", maps.bestFitDistanceDeg());
        node.put("first_in_second", maps.firstInSecond()).put("second_in_first", maps.secondInFirst());
        ArrayNode regions = node.putArray("regions");
        for (MapComparison.Overlap overlap : maps.regions()) {
            ObjectNode each = regions.addObject().put("level", overlap.level().label());
            each.put("first_deg2", overlap.firstDeg2()).put("second_deg2", overlap.secondDeg2());
            each.put("common_deg2", overlap.commonDeg2()).put("jaccard", overlap.jaccard());
        }
        results.ifPresent(found -> {
            node.put("close", found.close());
            ArrayNode nsides = node.putArray("nsides");
            found.nsides().forEach(nside -> json(nsides.addObject(), nside));
        });
        return node;
    }

    private static void json(ObjectNode node, ResultComparison.Nside nside) {
        node.put("nside", nside.nside()).put("close", nside.close()).put("common", nside.common());
        node.put("only_first", nside.onlyFirst()).put("only_second", nside.onlySecond());
        ObjectNode columns = node.putObject("columns");
        for (ResultComparison.Column column : nside.columns()) {
            ObjectNode each = columns.putObject(column.name()).put("different", column.different());
            Json.put(each, "largest_relative", column.largest());
        }
    }

    private static void print(PrintStream out, MapComparison maps, Optional<ResultComparison> results) {
        out.printf(
                Locale.ROOT,
                "best fits  %.4f° apart; A's at the %.2f %% level of B, B's at the %.2f %% level of A%n",
                maps.bestFitDistanceDeg(),
                100 * maps.firstInSecond(),
                100 * maps.secondInFirst());
        out.println("regions    level       A deg²      B deg²      common   common/either");
        for (MapComparison.Overlap overlap : maps.regions()) {
            out.printf(
                    Locale.ROOT,
                    "           %-7s %10.5g  %10.5g  %10.5g   %.3f%n",
                    overlap.level().label(),
                    overlap.firstDeg2(),
                    overlap.secondDeg2(),
                    overlap.commonDeg2(),
                    overlap.jaccard());
        }
        if (results.isEmpty()) {
            out.println("pixels     not compared: only results of scans (JSON, npz) have each pixel's fit");
            return;
        }
        for (ResultComparison.Nside nside : results.get().nsides()) {
            out.printf(
                    "nside %-5d%s: %d pixels in both, %d only in A, %d only in B%n",
                    nside.nside(),
                    nside.close() ? "same" : "DIFFERENT",
                    nside.common(),
                    nside.onlyFirst(),
                    nside.onlySecond());
            for (ResultComparison.Column column : nside.columns()) {
                if (column.different() > 0) {
                    out.printf(
                            Locale.ROOT,
                            "           %-6s %d pixels differ, by up to %.3g of the value%n",
                            column.name(),
                            column.different(),
                            column.largest());
                }
            }
        }
    }
}
