package org.ewms.pilot;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.pilot.internal.Host;
import org.ewms.pilot.internal.NodeFile;
import org.ewms.pilot.internal.PilotNews;
import org.ewms.pilot.internal.chirp.Chirp;
import org.ewms.pilot.internal.container.ContainerSetupException;
import org.ewms.pilot.internal.environment.MqProfile;
import org.ewms.pilot.internal.environment.NodeSettings;
import org.ewms.pilot.internal.environment.OutputToLog;
import org.ewms.pilot.internal.environment.PilotSettings;
import org.ewms.pilot.internal.environment.PilotSettings.Job;
import org.ewms.pilot.internal.environment.QueueOfOutput;
import org.ewms.pilot.internal.environment.QueueSwitch;
import org.ewms.pilot.internal.environment.ReportSettings;
import org.ewms.pilot.internal.environment.Runners;
import org.ewms.pilot.internal.environment.WatchedTasks;
import org.ewms.pilot.internal.status.RestStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pilot that the environment variables of the original EWMS pilot tell all it needs to know: queues, brokers, the task's image and
 * arguments, the init step, limits, what to do when a task fails. docs/pilot.md lists them, with those that are ours.
 *
 * <p>{@link #run} works once; {@link #stop} may come from any thread, also from a signal.
 */
public final class EnvironmentPilot {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentPilot.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    /** Memory this process wants for itself where all of it is shared with the tasks. */
    private static final long OWN_MEMORY = 512L << 20;

    private final Map<String, String> environment;
    private final PilotSettings settings;
    private final Clock clock;
    private final Map<String, BuiltInTask> builtIn;
    private final String name = "pilot-" + UUID.randomUUID();
    private final ProgressBoard progress = new ProgressBoard();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Pilot> pilot = new AtomicReference<>();

    /** @throws IllegalArgumentException naming the variable that is missing or wrong */
    public EnvironmentPilot(Map<String, String> environment, Clock clock) {
        this(environment, clock, Map.of());
    }

    /**
     * @param builtIn tasks that this process can do itself, by the name that {@code EWMS_PILOT_TASK_IMAGE} has then
     * @throws IllegalArgumentException naming the variable that is missing or wrong
     */
    public EnvironmentPilot(Map<String, String> environment, Clock clock, Map<String, BuiltInTask> builtIn) {
        this.builtIn = Map.copyOf(builtIn);
        this.environment = Map.copyOf(environment);
        this.settings = PilotSettings.of(environment);
        this.clock = clock;
    }

    /**
     * Works until the queue was silent for too long, a task failed that counts, or it is stopped; then, if it failed, rests for the time of
     * quarantine.
     *
     * @throws PilotFailedException when tasks failed, naming all errors, or the pilot could not begin
     * @throws MqException when a broker cannot be reached or refuses
     */
    public StopReason run() throws InterruptedException {
        try (PilotNews news = news()) {
            news.started();
            return run(news);
        }
    }

    private PilotNews news() {
        ReportSettings reports = settings.reports();
        List<PilotNews> all = new ArrayList<>();
        if (reports.chirp()) {
            Chirp.start(environment, reports.chirpIntoEventLog(), reports.chirpInterval(), clock)
                    .ifPresent(all::add);
        }
        reports.status().ifPresent(target -> all.add(new RestStatus(target, name, Host.name(), progress, clock)));
        return PilotNews.to(all);
    }

    private StopReason run(PilotNews news) throws InterruptedException {
        try {
            StopReason reason = work(news);
            news.status("Done");
            return reason;
        } catch (PilotFailedException | MqException e) {
            fatal(news, e);
            throw e;
        } catch (ContainerSetupException | IllegalArgumentException | IllegalStateException | IOException e) {
            fatal(news, e);
            throw new PilotFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void fatal(PilotNews news, Exception error) throws InterruptedException {
        LOG.error("the pilot failed: {}", error.getMessage());
        String kind = error instanceof PilotFailedException
                ? "RuntimeError"
                : error.getClass().getSimpleName();
        news.error(kind + ": " + error.getMessage(), error.toString());
        news.status("FatalError");
        Duration quarantine = settings.times().quarantine();
        if (quarantine.isPositive()) {
            LOG.warn("quarantined for {} s", quarantine.toSeconds());
            boolean early = stopped.await(quarantine.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("quarantine over{}", early ? " early, because the pilot was stopped" : "");
        }
    }

    private StopReason work(PilotNews news) throws IOException, InterruptedException {
        NodeLimits limits = NodeLimits.of(environment);
        LOG.info("node limits memory={} cpus={} end={}", limits.memoryBytes(), limits.cpus(), limits.end());
        try (TaskLog log = log()) {
            Runners runners = new Runners(settings, environment, log, progress, taskMemory(limits), builtIn);
            if (settings.init().isPresent()) {
                Job init = settings.init().get();
                news.status("RunningInitCommand");
                runners.init(init);
            }
            Optional<NodeFile> node = NodeSettings.of(environment).map(each -> each.gate(clock));
            Listener listener = new Listener(news);
            try (WatchedTasks tasks = new WatchedTasks(runners.task(), settings.errors(), listener);
                    MessageBroker broker = QueueSwitch.connect(
                            settings.inputs(),
                            Stream.concat(settings.outputs().stream(), settings.reports().sickQueue().stream())
                                    .toList(),
                            settings.times().brokerPatience())) {
                news.status("AwaitingFirstMessage");
                StopReason reason = StopReason.FAILING;
                while (reason == StopReason.FAILING && rested(node, news, broker, tasks)) {
                    reason = work(
                            new Pilot(
                                    broker,
                                    batches(tasks),
                                    options(limits),
                                    node.<NodeGate>map(each -> each).orElse(NodeGate.OPEN)),
                            tasks);
                }
                Optional<String> failures = tasks.failures();
                if (failures.isPresent()) {
                    throw new PilotFailedException(failures.get());
                }
                return reason == StopReason.FAILING ? StopReason.DRAINED : reason;
            }
        }
    }

    /** On a node that is taken for sick the pilot keeps its place, lest another takes it and events with it. False when told to stop. */
    private boolean rested(Optional<NodeFile> node, PilotNews news, MessageBroker broker, WatchedTasks tasks)
            throws InterruptedException {
        while (node.isPresent() && node.get().health().sickAt(clock.instant())) {
            Instant until = node.get().health().sickUntil();
            String why = "tasks fail at once on " + Host.name() + ", which is given none until " + until;
            LOG.warn("{}", why);
            news.error("SickNode: " + why, why);
            tell(
                    broker,
                    new RestingPilot(
                            name, Host.name(), until, tasks.lastFailure().orElse("")));
            long rest = Math.max(1, Duration.between(clock.instant(), until).toMillis());
            if (stopped.await(rest, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Who waits for results is told why there are none, if it asked to be. It may have gone meanwhile; that is for the pilot itself to find. */
    private void tell(MessageBroker broker, RestingPilot resting) throws InterruptedException {
        Optional<MqProfile> queue = settings.reports().sickQueue();
        if (queue.isEmpty()) {
            return;
        }
        try (Publisher publisher = broker.publisher(queue.get().queue(), PublisherOptions.defaults())) {
            publisher.publishAll(List.of(resting.message()));
        } catch (MqException e) {
            LOG.warn("nobody could be told: {}", e.getMessage());
        }
    }

    /** Not closed: it has nothing of its own. */
    private BatchRunner batches(WatchedTasks tasks) {
        return new BatchRunner(tasks, settings.errors().attempts().orElse(1));
    }

    private TaskLog log() throws IOException {
        ReportSettings reports = settings.reports();
        if (reports.taskLogQueue().isPresent()) {
            return QueueOfOutput.open(
                    reports.taskLogQueue().get(), name, settings.times().brokerPatience());
        }
        if (reports.taskLog().isPresent()) {
            return new FileTaskLog(reports.taskLog().get());
        }
        return settings.files().dump() ? new OutputToLog() : TaskLog.NONE;
    }

    private StopReason work(Pilot started, WatchedTasks tasks) throws InterruptedException, IOException {
        pilot.set(started);
        if (stopped.getCount() == 0) {
            started.stop(Duration.ZERO);
        }
        Thread heartbeat = Thread.ofVirtual().name("pilot-heartbeat").start(() -> beat(started, tasks));
        Optional<HealthServer> health = settings.reports().healthPort().isPresent()
                ? Optional.of(HealthServer.start(settings.reports().healthPort().get(), started::status))
                : Optional.empty();
        try {
            return started.run();
        } finally {
            heartbeat.interrupt();
            health.ifPresent(HealthServer::close);
        }
    }

    private void beat(Pilot started, WatchedTasks tasks) {
        try {
            while (!stopped.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("heartbeat {} {}", started.status(), progress.current());
                tasks.tellPace();
            }
        } catch (InterruptedException e) {
            LOG.debug("no more heartbeats");
        }
    }

    private PilotOptions options(NodeLimits node) {
        PilotSettings.Times times = settings.times();
        Duration lifetime = node.end()
                .map(end -> Duration.between(clock.instant(), end)
                        .minus(times.drainGrace())
                        .minus(LAST_WORDS))
                .map(left -> left.isPositive() ? left : Duration.ofMillis(1))
                .filter(left -> left.compareTo(times.lifetime()) < 0)
                .orElse(times.lifetime());
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
        int attempts = settings.errors().attempts().orElse(Integer.MAX_VALUE);
        return PilotOptions.defaults("in", "out")
                .withInputs(settings.inputs().stream().map(MqProfile::queue).toList())
                .withOutputs(settings.outputs().stream().map(MqProfile::queue).toList())
                .withSlots(settings.slots())
                .withPrefetch(Math.max(0, settings.prefetch() - settings.slots()))
                .withRetries(new RetryPolicy(new RetryPolicy.Rule(attempts, backoff), Map.of()))
                .withLimits(new PilotLimits(
                        times.firstIdle(), times.idle(), lifetime, times.drainGrace(), times.brokerPatience()));
    }

    private long taskMemory(NodeLimits node) {
        return settings.reports()
                .taskMemory()
                .orElseGet(() -> node.memoryBytes()
                        .map(all -> Math.max(64L << 20, (all - OWN_MEMORY) / settings.slots()))
                        .orElse(Long.MAX_VALUE));
    }

    /** Takes no more events; running tasks have the drain grace. Returns at once. */
    public void stop() {
        stopped.countDown();
        Pilot running = pilot.get();
        if (running != null) {
            running.stop(settings.times().drainGrace());
        }
    }

    /** How long {@link #run} may go on after {@link #stop}. */
    public Duration patience() {
        return settings.times().drainGrace().plus(LAST_WORDS);
    }

    /** Passes on what tasks do. */
    private final class Listener implements WatchedTasks.Listener {
        private final PilotNews news;

        Listener(PilotNews news) {
            this.news = news;
        }

        @Override
        public void firstTask() {
            news.status("Tasking");
        }

        @Override
        public void totals(long success, long failed) {
            news.totals(success, failed);
        }

        @Override
        public void pace(double taskSeconds) {
            news.pace(taskSeconds);
        }

        /** The tasks that run now may end; no others begin. */
        @Override
        public void fatal() {
            news.status("PendingRemainingTasks");
            Pilot running = pilot.get();
            if (running != null) {
                running.stop(PilotLimits.NEVER);
            }
        }
    }

    @Override
    public String toString() {
        return "EnvironmentPilot[" + settings.runner().name().toLowerCase(Locale.ROOT) + "]";
    }
}
