package org.ewms.bench.scan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scanner.ScanSpec;

/** One scan from a cold JVM; arguments EVENT RECO MODE NSIDES THREADS; prints one JSON object of figures. */
public final class ScanProbe {
    private ScanProbe() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path event = Path.of(args[0]);
        ScanSpec spec = new ScanSpec(
                event.getFileName().toString(),
                Files.readAllBytes(event),
                args[1],
                Map.of(),
                NsideProgression.parse(args[3]),
                ScanMode.valueOf(args[2].toUpperCase(Locale.ROOT)),
                1.0,
                1,
                3,
                Optional.empty());
        Map<String, Double> figures = new TreeMap<>();
        try (ThreadCpu cpu = ThreadCpu.start();
                TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-scan")) {
            LocalScan scan = new LocalScan(Integer.parseInt(args[4]), true, false, snapshot -> {});
            LocalScan.Outcome outcome = scan.run(spec, directory.path());
            long start = ManagementFactory.getRuntimeMXBean().getStartTime();
            double wall = (System.currentTimeMillis() - start) * 1e-3;
            figures.put("wall", wall);
            figures.put("JVM start", wall - outcome.setUp() - outcome.broker() - outcome.scan() - outcome.files());
            put(figures, outcome);
            cpu.seconds().forEach((kind, seconds) -> figures.put("cpu " + kind, seconds));
        }
        System.out.println(JsonMapper.builder().build().writeValueAsString(figures));
        System.exit(0);
    }

    private static void put(Map<String, Double> figures, LocalScan.Outcome outcome) {
        figures.put("set-up", outcome.setUp());
        figures.put("broker", outcome.broker());
        figures.put("scan", outcome.scan());
        figures.put("files", outcome.files());
        figures.put("fit cpu", outcome.fitCpu());
        figures.put("fit time", outcome.fitTime());
        figures.put("collector cpu", outcome.collectorCpu());
        figures.put("fits", (double) outcome.fits());
        figures.put("pixels", (double) outcome.pixels());
        figures.put("area 90", outcome.summary().area90Deg2());
        figures.put("llh", outcome.summary().bestFit().llh());
    }
}
