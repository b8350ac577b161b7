package org.ewms.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.FileTaskLog;
import org.ewms.pilot.LocalFileRunner;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.ProcessOptions;
import org.ewms.pilot.ProgressBoard;
import org.ewms.pilot.ResidentRunner;
import org.ewms.pilot.TaskContainer;
import org.ewms.pilot.TaskLog;
import org.ewms.pilot.TaskRunner;
import org.ewms.run.FanOut;
import org.ewms.run.ResidentFiles;
import org.ewms.run.RunDirectory;
import org.ewms.run.RunProgress;

/** Works on one run on this machine: broker, pilot, collector. */
final class RunSession {
    private static final Duration KILL_GRACE = Duration.ofMillis(500);
    private static final int RESULT_BYTES = 1 << 30;

    private final RunJob job;
    private final RunDirectory directory;
    private final FanOut fan;

    RunSession(RunJob job, RunDirectory directory, FanOut fan) {
        this.job = job;
        this.directory = directory;
        this.fan = fan;
    }

    /** Runs until all is settled (true) or stopped (false). */
    boolean run(String runId, RunProgress.Listener listener) throws IOException, InterruptedException {
        RunDirectory.delete(directory.tasks());
        Files.createDirectories(directory.tasks());
        EmbeddedBrokerOptions options =
                EmbeddedBrokerOptions.in(directory.broker()).withSyncToDisk(false);
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
        // All that was in it is in the journal now.
        RunDirectory.delete(directory.broker());
        RunDirectory.delete(directory.tasks());
        return finished;
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
