package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ewms.batch.CommandLineTools;
import org.ewms.tms.SiteDescription;
import org.ewms.tms.TmsEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms logs}: what pilots print. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the pilots of a workflow, a taskforce, a run or a scan have printed, as far as the batch system has brought it.",
            "Of workflows it knows the directory of ewms up in --data, and the sites of --sites; it must run where their TMS does."
        })
final class LogsCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 300;

    private final Console console;
    private final Clock clock;
    private final Set<Path> archived = new TreeSet<>();

    @Mixin
    WmsAccess access = new WmsAccess();

    @Parameters(paramLabel = "ID|DIR", description = "Workflow, taskforce; or directory of a run or scan with --site.")
    String what = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the workflow's jobs are over, or until stopped.")
    boolean follow;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of ewms up (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("ewms-data");

    @Option(names = "--sites", paramLabel = "FILE", description = "YAML file that describes further sites.")
    @Nullable
    Path sites;

    LogsCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean directory = Files.isDirectory(Path.of(what));
        if (!directory && !what.startsWith("WF-") && !what.startsWith("TF-")) {
            throw new IllegalArgumentException(
                    "'" + what + "' is neither a directory nor the id of a workflow or taskforce");
        }
        Thread reader = Thread.currentThread();
        LogFiles files = new LogFiles(console);
        Semaphore never = new Semaphore(0);
        try (Interruption interruption = new Interruption(reader::interrupt, Duration.ofSeconds(5));
                BroughtOutput brought = new BroughtOutput(clock)) {
            boolean over;
            do {
                over = look(directory, files, brought) || !follow;
            } while (!over && !never.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        }
        if (files.none() && archived.isEmpty()) {
            console.err().println("no pilot of " + what + " has printed anything that is here");
        }
        archived.forEach(each -> console.err()
                .println("what pilots printed was archived: " + each + "; 'tar -xOzf " + each
                        + " --wildcards \"*/pilot-*\"' prints it"));
        return 0;
    }

    /** Prints what is new; says whether nothing more will come. */
    private boolean look(boolean directory, LogFiles files, BroughtOutput brought)
            throws IOException, InterruptedException {
        if (directory) {
            files.print(List.of(Path.of(what)));
            return false;
        }
        ObjectNode question = Json.object();
        question.putObject("query").put(what.startsWith("WF-") ? "workflow_id" : "taskforce_uuid", what);
        JsonNode taskforces =
                access.client().post("/v1/query/taskforces", question).path("taskforces");
        if (taskforces.isEmpty()) {
            throw new ServiceException(Failures.NOT_FOUND, "there are no taskforces of " + what);
        }
        // In this order: what was printed before the end is printed after it was seen.
        boolean over = true;
        for (JsonNode each : taskforces) {
            over &= each.path("phase").asText().equals("condor-complete");
        }
        files.print(directories(taskforces, brought));
        return over;
    }

    private Map<String, SiteDescription> sites() {
        Map<String, SiteDescription> known = UpPilots.sites(data.resolve("pilots"), 1, 0, sites);
        TmsEnvironment environment = new TmsEnvironment(System.getenv());
        if (sites == null && environment.describesSite()) {
            known.putAll(environment.site(CommandLineTools.defaults()).sites());
        }
        return known;
    }

    private List<Path> directories(JsonNode taskforces, BroughtOutput brought) throws IOException {
        Map<String, SiteDescription> known = sites();
        List<Path> all = new ArrayList<>();
        for (JsonNode each : taskforces) {
            for (SiteDescription site : known.values()) {
                if (site.schedd().equals(each.path("schedd").asText())) {
                    Path directory = brought.directory(site, each);
                    if (Files.isDirectory(directory)) {
                        all.add(directory);
                    }
                    archived.addAll(archives(directory));
                }
            }
        }
        return all;
    }

    /** What the TMS's upkeep has made of a directory. */
    private static List<Path> archives(Path directory) throws IOException {
        Path place = directory.resolveSibling("");
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place, directory.getFileName() + ".*tar.gz")) {
            found.forEach(all::add);
        }
        return all;
    }
}
