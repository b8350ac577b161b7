package org.ewms.bench.skydriver;

import java.io.IOException;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The scan service. */
@Command(
        name = "skydriver",
        description = "The scan service: alerts among a catalogue of scans, and its answers while many watch.")
public final class SkyDriverBench implements Benchmark {
    @Option(names = "--events", description = "Scans of the catalogue, 0 for none (default: ${DEFAULT-VALUE}).")
    int events = 500;

    @Option(names = "--alerts", description = "Alerts that arrive meanwhile (default: ${DEFAULT-VALUE}).")
    int alerts = 20;

    @Option(names = "--between", description = "Seconds between two alerts (default: ${DEFAULT-VALUE}).")
    int between = 25;

    @Option(names = "--watchers", description = "Streams of one scan (default: ${DEFAULT-VALUE}).")
    int watchers = 200;

    @Option(names = "--requests", description = "Requests on each side (default: ${DEFAULT-VALUE}).")
    int requests = 2000;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (events > 0) {
            try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-catalogue");
                    UpProcess up = UpProcess.start(directory.path().resolve("data"))) {
                new AlertsAmongMany(up.address(), events, alerts, between).measure(table);
            }
        }
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-watched")) {
            new AnswersWhileWatched(directory.path(), watchers, requests).measure(table);
        }
    }
}
