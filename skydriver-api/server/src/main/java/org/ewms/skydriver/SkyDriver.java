package org.ewms.skydriver;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ewms.manifest.Backlog;
import org.ewms.manifest.ScanIds;
import org.ewms.manifest.SubmitReader;
import org.ewms.manifest.SubmitRules;
import org.ewms.service.Authenticator;
import org.ewms.service.ClientLogin;
import org.ewms.service.Dispatcher;
import org.ewms.service.HttpEdge;
import org.ewms.service.Meters;
import org.ewms.service.OpenApi;
import org.ewms.service.OpenIdAuthenticator;
import org.ewms.service.RateLimit;
import org.ewms.service.TokenRoles;
import org.ewms.skydriver.internal.desk.FanOutDesk;
import org.ewms.skydriver.internal.desk.FindDesk;
import org.ewms.skydriver.internal.desk.LocalFrameDesk;
import org.ewms.skydriver.internal.desk.LogDesk;
import org.ewms.skydriver.internal.desk.Lookup;
import org.ewms.skydriver.internal.desk.ManifestDesk;
import org.ewms.skydriver.internal.desk.OpenDoor;
import org.ewms.skydriver.internal.desk.PageDesk;
import org.ewms.skydriver.internal.desk.RequestWording;
import org.ewms.skydriver.internal.desk.Routes;
import org.ewms.skydriver.internal.desk.ScanDesk;
import org.ewms.skydriver.internal.desk.ScannerImages;
import org.ewms.skydriver.internal.desk.SkyDesk;
import org.ewms.skydriver.internal.desk.SkyFaults;
import org.ewms.skydriver.internal.desk.SkyRole;
import org.ewms.skydriver.internal.desk.StreamDesk;
import org.ewms.skydriver.internal.desk.WorkflowDesk;
import org.ewms.skydriver.internal.run.Coordinators;
import org.ewms.skydriver.internal.run.Leases;
import org.ewms.skydriver.internal.run.RunContext;
import org.ewms.skydriver.internal.run.RunSettings;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.sky.Skies;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.Events;
import org.ewms.skydriver.internal.store.Hearsay;
import org.ewms.skydriver.internal.store.Kept;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.Requests;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skydriver.internal.store.Texts;
import org.ewms.skydriver.internal.workflow.Farewells;
import org.ewms.skydriver.internal.workflow.RestWorkflowService;
import org.ewms.skydriver.internal.workflow.WorkflowService;
import org.ewms.skydriver.internal.workflow.WorkflowServiceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The running service. */
public final class SkyDriver implements AutoCloseable {
    private final List<AutoCloseable> opened;
    private final HttpEdge edge;
    private final String host;

    private SkyDriver(List<AutoCloseable> opened, HttpEdge edge, String host) {
        this.opened = List.copyOf(opened);
        this.edge = edge;
        this.host = host;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param annexes what is to run beside it
     * @throws IllegalArgumentException naming the option that cannot be
     * @throws org.ewms.store.StoreUnavailableException when the store does not answer
     */
    public static SkyDriver start(
            SkyDriverOptions options, Clock clock, RandomGenerator random, Annex.Maker... annexes) {
        Authenticator authenticator = authenticator(options);
        SubmitRules rules = rules(options);
        OpenApi document = OpenApi.bundled(SkyDriver.class, "skydriver-openapi.json", RequestWording::of);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Kept kept = Kept.in(options.mongo(), options.data().resolve("store"));
            opened.add(kept);
            News news = new News(clock);
            String process = Long.toHexString(random.nextLong());
            Scans scans = new Scans(kept.database(), process, news, clock);
            if (kept.database().shared()) {
                opened.add(new Hearsay(scans, news));
            }
            Texts texts = new Texts(kept.database(), random);
            Events events = new Events(kept.database(), texts);
            Requests requests = new Requests(kept.database());
            Results results = new Results(scans, texts);
            Skies skies = new Skies(results);
            PixelLogs pixels = new PixelLogs(skies, clock);
            WorkflowService workflows = workflows(options, clock);
            Farewells farewells = new Farewells(scans, workflows);
            opened.add(farewells);
            Nudges nudges = new Nudges();
            nudges.to(farewells::nudge);
            Coordinators coordinators = new Coordinators(new RunContext(
                    scans,
                    news,
                    requests,
                    events,
                    results,
                    pixels,
                    workflows,
                    new Leases(
                            scans,
                            process,
                            Duration.ofSeconds(options.running().leaseSeconds()),
                            kept.database().shared()),
                    new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true),
                    settings(options),
                    clock,
                    nudges));
            opened.add(coordinators);
            nudges.to(coordinators::nudge);
            Lookup lookup = new Lookup(scans);
            Meters meters = meters(scans);
            ScanDesk desk = new ScanDesk(
                    lookup, requests, events, results, new SubmitReader(rules), new ScanIds(random), clock, nudges);
            ScanDoor door = new OpenDoor(kept.database(), desk, scans, skies, news);
            List<Annex> beside =
                    Arrays.stream(annexes).map(each -> each.make(door)).toList();
            opened.addAll(beside);
            List<OpenApi> further =
                    beside.stream().flatMap(each -> each.documents().stream()).toList();
            Routes routes = new Routes(lookup)
                    .scans(desk, new FindDesk(scans))
                    .manifests(new ManifestDesk(lookup, events, results, pixels, nudges))
                    .workflows(new WorkflowDesk(lookup, workflows))
                    .views(
                            new LocalFrameDesk(lookup),
                            new LogDesk(lookup),
                            new FanOutDesk(lookup, workflows, options.openId() == null))
                    .setups(coordinators::setup)
                    .skies(new SkyDesk(lookup, skies))
                    .streams(new StreamDesk(lookup, news, pixels, name -> told(beside, name)))
                    .page(new PageDesk(), document, further)
                    .beside(beside)
                    .health(kept.database(), meters);
            Dispatcher dispatcher = new Dispatcher(
                    routes.all(),
                    Stream.concat(Stream.of(document), further.stream()).toList(),
                    authenticator,
                    new RateLimit(options.requestsPerSecond(), clock),
                    meters,
                    new SkyFaults());
            HttpEdge edge = new HttpEdge(dispatcher, options.restHost(), options.restPort(), options.mostBytes());
            SkyDriver started = new SkyDriver(opened, edge, options.restHost());
            String here = Objects.requireNonNullElse(options.here(), started.uri());
            if (options.workflows() != null) {
                coordinators.begin(here);
            }
            beside.forEach(each -> each.begin(here));
            return started;
        } catch (RuntimeException e) {
            opened.reversed().forEach(SkyDriver::closeQuietly);
            throw e;
        }
    }

    /** Where it answers. */
    public String uri() {
        return "http://" + host + ":" + edge.port();
    }

    private static SubmitRules rules(SkyDriverOptions options) {
        UnaryOperator<String> tags =
                options.images() == null ? UnaryOperator.identity() : new ScannerImages(options.images());
        return new SubmitRules(
                options.clusters(),
                options.recos(),
                tags,
                options.scannerMemory(),
                options.workerMemory(),
                options.workerDisk());
    }

    private static RunSettings settings(SkyDriverOptions options) {
        SkyDriverOptions.Running running = options.running();
        return new RunSettings(
                options.data().resolve("scans"),
                new Backlog(running.most(), running.attempts(), running.restSeconds()),
                Duration.ofSeconds(running.progressSeconds()),
                Duration.ofSeconds(running.resultSeconds()));
    }

    /** Tells everybody who waits for scans to begin or end. */
    private record Nudges(List<Runnable> all) implements Runnable {
        Nudges() {
            this(new CopyOnWriteArrayList<>());
        }

        void to(Runnable each) {
            all.add(each);
        }

        @Override
        public void run() {
            all.forEach(Runnable::run);
        }
    }

    private static Authenticator authenticator(SkyDriverOptions options) {
        if (options.openId() == null) {
            return Authenticator.OFF;
        }
        try {
            return new OpenIdAuthenticator(
                    options.openId(),
                    options.audience(),
                    options.roles() == null
                            ? SkyRole.defaults()
                            : TokenRoles.parse("EWMS_ROLES", options.roles(), List.of(SkyRole.values())),
                    String.valueOf(options.here()).startsWith("https:") ? "https" : "http");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "AUTH_OPENID_URL " + options.openId() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static WorkflowService workflows(SkyDriverOptions options, Clock clock) {
        if (options.workflows() == null) {
            return WorkflowService.NONE;
        }
        SkyDriverOptions.Login login = options.login();
        return login == null
                ? new RestWorkflowService(options.workflows(), () -> null)
                : new RestWorkflowService(
                        options.workflows(),
                        new ClientLogin(login.tokenUrl(), login.clientId(), login.secret(), clock, SkyDriver::noToken)
                                ::get);
    }

    private static RuntimeException noToken(String message, @Nullable Throwable cause) {
        return new WorkflowServiceException(message, cause);
    }

    private static Optional<Annex.Told> told(List<Annex> beside, String name) {
        return beside.stream().flatMap(each -> each.told(name).stream()).findFirst();
    }

    private static Meters meters(Scans scans) {
        Meters meters = new Meters();
        meters.gauge("ewms.scans.waiting", "Scans in the backlog", () -> scans.count(Course.Stage.WAITING));
        meters.gauge("ewms.scans.running", "Scans under way", () -> scans.count(Course.Stage.RUNNING));
        return meters;
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(SkyDriver.class).warn("while closing: {}", e.getMessage());
        }
    }

    /** Takes no more requests, lets those under way end, and leaves the rest to the next start. */
    @Override
    public void close() {
        edge.close();
        opened.reversed().forEach(SkyDriver::closeQuietly);
    }
}
