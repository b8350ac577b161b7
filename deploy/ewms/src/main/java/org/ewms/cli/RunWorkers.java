package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.batch.BatchException;
import org.ewms.batch.ShellText;
import org.ewms.batch.SubmitRequest;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.queues.BrokerFacts;
import org.ewms.run.FanOut;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunProgress;
import org.ewms.tms.PilotOrder;
import org.ewms.tms.Site;
import org.ewms.tms.SiteDescription;
import org.ewms.tms.SitePilots;
import org.jspecify.annotations.Nullable;

/** A run's pilots as jobs of a batch system: told by their environment, on files that they see where this process sees them. */
final class RunWorkers {
    private static final String CREDENTIAL = "broker-credential";
    private static final String FOREVER = "31536000";

    private final RunJob job;
    private final RunDirectory directory;
    private final Site site;
    private final Path pilots;

    private RunWorkers(RunJob job, RunDirectory directory, Site site) {
        this.job = job;
        this.directory = directory;
        this.site = site;
        this.pilots = directory.root().resolve("pilots");
    }

    /** Reaches the site and removes what a run that was killed left there. */
    static RunWorkers at(SiteDescription description, RunJob job, RunDirectory directory, Clock clock)
            throws IOException, InterruptedException {
        Site site = description.open(clock);
        RunWorkers workers = new RunWorkers(job, directory, site);
        try {
            SitePilots.removeLeft(site, workers.pilots);
            RunDirectory.delete(workers.pilots);
            return workers;
        } catch (RuntimeException | IOException | InterruptedException e) {
            site.batch().close();
            throw e;
        }
    }

    /**
     * Submits them.
     *
     * @param now how the run goes; null before it does
     */
    SitePilots start(
            String runId,
            EmbeddedBroker broker,
            AtomicReference<@Nullable RunProgress> now,
            Runnable onFailure,
            Clock clock)
            throws IOException {
        PilotOrder order = new PilotOrder(
                "RUN-" + runId,
                variables(runId, OwnBroker.facts(broker.uri())),
                Map.of(CREDENTIAL, Files.readString(broker.credentialFile())),
                pilots);
        return SitePilots.start(site, order, () -> wanted(now.get()), () -> useful(now.get()), onFailure, clock);
    }

    private int wanted(@Nullable RunProgress now) {
        return now == null ? 0 : (int) Math.min(job.options().workers, now.total() - now.settled());
    }

    static long done(@Nullable RunProgress now) {
        return now == null ? 0 : now.done();
    }

    private static long useful(@Nullable RunProgress now) {
        return now == null ? 0 : now.done() + now.failed();
    }

    private Map<String, String> variables(String runId, BrokerFacts broker) {
        RunOptions options = job.options();
        Map<String, String> all = new TreeMap<>();
        put(all, "RUNNER", options.resident ? "resident_files" : "files");
        put(all, "TASK_ARGS", told(ShellText.line(options.command)));
        put(all, "START_IN", told(job.base().toString()));
        put(all, "DATA_DIR_PARENT_PATH_ON_HOST", told(directory.tasks().toString()));
        queue(all, "QUEUE_INCOMING", FanOut.EVENTS, broker);
        queue(all, "QUEUE_OUTGOING", FanOut.RESULTS, broker);
        put(all, "MAX_ATTEMPTS", Integer.toString(options.retries + 1));
        put(all, "STOP_LISTENING_ON_TASK_ERROR", "false");
        put(all, "TIMEOUT_QUEUE_INCOMING", FOREVER);
        put(all, "TIMEOUT_QUEUE_WAIT_FOR_FIRST_MESSAGE", FOREVER);
        put(all, "QUARANTINE_TIME", "0");
        if (options.sickAfter != null) {
            put(all, "SICK_AFTER", Integer.toString(options.sickAfter));
        }
        put(all, "SICK_QUEUE", RestingPilots.QUEUE);
        // What was wrong in an earlier run may have been mended.
        put(all, "NODE_SCOPE", runId);
        put(all, "DRAIN_GRACE", "0");
        put(all, "PREFETCH", "2");
        if (options.timeout != null) {
            put(
                    all,
                    "TASK_TIMEOUT",
                    Long.toString(Math.max(1, options.timeout.plusMillis(999).toSeconds())));
        }
        if (options.memory != null) {
            put(all, "TASK_MEMORY", Long.toString(options.memory));
        }
        job.container().ifPresent(container -> {
            put(all, "TASK_IMAGE", told(container.image()));
            all.put("_EWMS_PILOT_CONTAINER_PLATFORM", container.engine());
            put(
                    all,
                    "EXTERNAL_DIRECTORIES",
                    String.join(
                            ",",
                            container.directories().stream().map(Path::toString).toList()));
        });
        return all;
    }

    private static void queue(Map<String, String> all, String prefix, String name, BrokerFacts broker) {
        put(all, prefix, name);
        put(all, prefix + "_BROKER_TYPE", broker.type());
        put(all, prefix + "_BROKER_ADDRESS", broker.url());
        put(all, prefix + "_AUTH_TOKEN_FILE", SubmitRequest.FILES + "/" + CREDENTIAL);
    }

    private static void put(Map<String, String> all, String name, String value) {
        all.put("EWMS_PILOT_" + name, value);
    }

    /** What a batch system's environment can hold. */
    private static String told(String text) {
        if (text.chars().anyMatch(c -> c < ' ') || text.contains(SubmitRequest.FILES)) {
            throw new IllegalArgumentException("with --site no argument or path may have a line break or "
                    + SubmitRequest.FILES + "; put the command into a script");
        }
        return text;
    }

    /** For when none were submitted. */
    void letGo() {
        site.batch().close();
    }

    /** Ends them; of a batch system that does not answer the run's own outcome does not depend. */
    static void close(SitePilots pilots, Console console) {
        try {
            pilots.close();
        } catch (BatchException e) {
            console.err().println("warning: " + e.getMessage());
        }
    }
}
