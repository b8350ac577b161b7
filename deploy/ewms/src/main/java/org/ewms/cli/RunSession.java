package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.FileTaskLog;
import org.ewms.pilot.LocalFileRunner;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.ResidentFiles;
import org.ewms.pilot.ResidentRunner;
import org.ewms.pilot.TaskContainer;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskRunner;
import org.ewms.run.FanOut;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunProgress;
import org.ewms.tms.SiteDescription;
import org.ewms.tms.SitePilots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one run: broker, collector, and a pilot in this process or pilots at a site. */
final class RunSession {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);
    private static final Duration KILL_GRACE = Duration.ofMillis(500);
    private static final int RESULT_BYTES = 1 << 30;

    private final RunJob job;
    private final RunDirectory directory;
    private final FanOut fan;
    private final Console console;
    private final Clock clock;

    RunSession(RunJob job, RunDirectory directory, FanOut fan, Console console, Clock clock) {
        this.job = job;
        this.directory = directory;
        this.fan = fan;
        this.console = console;
        this.clock = clock;
    }

    /** Runs until all is settled (true) or stopped (false). */
    boolean run(String runId, RunDisplay display) throws IOException, InterruptedException {
        Optional<SiteDescription> site = job.site();
        EmbeddedBrokerOptions options =
                EmbeddedBrokerOptions.in(directory.broker()).withSyncToDisk(false);
        boolean finished = site.isPresent()
                ? atSite(site.get(), options.withAddress(job.options().site.brokerHost(site.get()), 0), runId, display)
                : here(options, runId, display);
        // All that was in it is in the journal now.
        RunDirectory.delete(directory.broker());
        return finished;
    }

    private boolean here(EmbeddedBrokerOptions options, String runId, RunProgress.Listener listener)
            throws IOException, InterruptedException {
        RunDirectory.delete(directory.tasks());
        Files.createDirectories(directory.tasks());
        boolean finished;
        try (TaskLog log = log();
                TaskRunner runner = runner(log);
                EmbeddedBroker server = EmbeddedBroker.start(options);
                MessageBroker mine = server.connect();
                MessageBroker pilots = server.connect()) {
            fan.prepare(mine);
            try (RunPilot pilot =
                    new RunPilot(pilots, runner, job.options().workers, job.options().retries, fan::stop)) {
                finished = fan.run(mine, runId, listener, pilot::close);
                pilot.check();
            }
        }
        RunDirectory.delete(directory.tasks());
        return finished;
    }

    private boolean atSite(SiteDescription site, EmbeddedBrokerOptions options, String runId, RunDisplay display)
            throws IOException, InterruptedException {
        // Before there is a broker again that they could work for.
        RunWorkers workers = RunWorkers.at(site, job, directory, clock);
        RunDirectory.delete(directory.tasks());
        Files.createDirectories(directory.tasks());
        AtomicReference<@Nullable RunProgress> last = new AtomicReference<>();
        RunProgress.Listener both = now -> {
            last.set(now);
            display.progress(now);
        };
        try (EmbeddedBroker server = EmbeddedBroker.start(options);
                MessageBroker mine = server.connect()) {
            fan.prepare(mine);
            RestingPilots resting = new RestingPilots(mine, clock);
            SitePilots pilots = workers.start(runId, server, last, fan::stop, clock);
            display.tellOf(() -> pilots.describe() + resting.describe());
            try (resting) {
                resting.watch(pilots::living, () -> RunWorkers.done(last.get()), fan::stop);
                boolean finished = fan.run(mine, runId, both, () -> RunWorkers.close(pilots, console));
                pilots.check();
                resting.check();
                resting.summary().ifPresent(console.err()::println);
                return finished;
            } finally {
                RunWorkers.close(pilots, console);
                tidy();
            }
        } finally {
            workers.letGo();
        }
    }

    /** What was under way when a pilot was killed or removed; should something still write there, the next run does it. */
    private void tidy() {
        try {
            RunDirectory.delete(directory.tasks());
        } catch (IOException e) {
            LOG.info("left to the next run: {}", e.toString());
        }
    }

    private TaskLog log() throws IOException {
        Path file = job.options().taskLog;
        return file == null ? TaskLog.NONE : new FileTaskLog(job.base().resolve(file));
    }

    private TaskRunner runner(TaskLog log) throws IOException, InterruptedException {
        RunOptions options = job.options();
        ProcessOptions process = ProcessOptions.of(options.command)
                .withWorkDirectory(directory.tasks())
                .withTimeout(options.timeout == null ? PilotLimits.NEVER : options.timeout)
                .withMemoryBytes(options.memory == null ? Long.MAX_VALUE : options.memory)
                .withResultBytes(RESULT_BYTES)
                .withKillGrace(KILL_GRACE);
        Optional<TaskContainer> container = job.container();
        if (container.isPresent()) {
            return LocalFileRunner.container(process, container.get(), log);
        }
        return options.resident
                ? new ResidentFiles(new ResidentRunner(process, Optional.of(job.base()), log, new ProgressBoard()))
                : LocalFileRunner.command(process, job.base(), log);
    }
}
