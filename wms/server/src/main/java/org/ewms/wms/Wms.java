package org.ewms.wms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.ewms.queues.ForeignQueues;
import org.ewms.queues.OwnQueues;
import org.ewms.queues.QueueService;
import org.ewms.queues.QueueServiceException;
import org.ewms.queues.QueueTokens;
import org.ewms.queues.TokenIssuer;
import org.ewms.service.Authenticator;
import org.ewms.service.ClientLogin;
import org.ewms.service.Dispatcher;
import org.ewms.service.HttpEdge;
import org.ewms.service.Meters;
import org.ewms.service.OpenApi;
import org.ewms.service.OpenIdAuthenticator;
import org.ewms.service.RateLimit;
import org.ewms.service.TokenRoles;
import org.ewms.store.WorkflowStore;
import org.ewms.wms.internal.service.AnnouncingStore;
import org.ewms.wms.internal.service.Bulletin;
import org.ewms.wms.internal.service.Ending;
import org.ewms.wms.internal.service.EventDesk;
import org.ewms.wms.internal.service.Permissions;
import org.ewms.wms.internal.service.PilotImages;
import org.ewms.wms.internal.service.QueueDesk;
import org.ewms.wms.internal.service.Relay;
import org.ewms.wms.internal.service.Routes;
import org.ewms.wms.internal.service.Scaler;
import org.ewms.wms.internal.service.Sites;
import org.ewms.wms.internal.service.Taskforces;
import org.ewms.wms.internal.service.TmsDesk;
import org.ewms.wms.internal.service.WaitingRoom;
import org.ewms.wms.internal.service.Warden;
import org.ewms.wms.internal.service.WmsFaults;
import org.ewms.wms.internal.service.WmsRole;
import org.ewms.wms.internal.service.WorkflowDesk;
import org.ewms.workflow.Backoff;
import org.ewms.workflow.Ids;
import org.ewms.workflow.Offers;
import org.ewms.workflow.WorkflowPlanner;
import org.ewms.workflow.scaling.ScalingPolicy;
import org.jspecify.annotations.Nullable;

/** The running service. */
public final class Wms implements AutoCloseable {
    private static final int WORKFLOWS_AT_ONCE = 32;
    private static final Duration SWEEP = Duration.ofSeconds(2);

    /** Where nobody else writes to the store, only what was put off is found by looking. */
    private static final Duration OWN_SWEEP = Duration.ofSeconds(10);

    private final StoreSetup setup;
    private final Relay relay;
    private final HttpEdge edge;
    private final String host;

    private Wms(StoreSetup setup, Relay relay, HttpEdge edge, String host) {
        this.setup = setup;
        this.relay = relay;
        this.edge = edge;
        this.host = host;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param broker of our own queue service; not used when the options name another
     * @throws IllegalArgumentException naming the option that cannot be
     * @throws org.ewms.store.StoreUnavailableException when the store does not answer
     */
    public static Wms start(WmsOptions options, BrokerSetup broker, Clock clock, RandomGenerator random) {
        return start(options, broker, clock, random, UnaryOperator.identity());
    }

    /** @param around put round the store */
    static Wms start(
            WmsOptions options,
            BrokerSetup broker,
            Clock clock,
            RandomGenerator random,
            UnaryOperator<WorkflowStore> around) {
        Authenticator authenticator = authenticator(options);
        OpenApi document = options.openApiFile() == null
                ? OpenApi.bundled(Wms.class, "wms-openapi.json")
                : new OpenApi(read(options.openApiFile()));
        PilotImages images =
                options.pilotImages() == null ? PilotImages.UNCHECKED : PilotImages.in(options.pilotImages());
        StoreSetup setup = StoreSetup.of(options);
        List<AutoCloseable> opened = new ArrayList<>(List.of(setup));
        try {
            Bulletin bulletin = new Bulletin();
            WorkflowStore store = new AnnouncingStore(around.apply(setup.store()), bulletin);
            Permissions permissions = new Permissions(store, options.open());
            Ids ids = new Ids(random);
            Offers offers = new Offers(options.retries());
            Sites sites = new Sites(clock);
            WaitingRoom room = new WaitingRoom(offers);
            Taskforces taskforces = new Taskforces(store, room, clock);
            OwnQueues own = new OwnQueues(
                    store, broker.queues(), broker.facts(), credentials(options, broker, clock), ids, clock);
            QueueService queues = Objects.requireNonNullElse(foreign(options, clock), own);
            Relay relay = new Relay(
                    store,
                    queues,
                    taskforces,
                    clock,
                    random,
                    ids.submission(),
                    Backoff.DEFAULT,
                    options.queueRest(),
                    WORKFLOWS_AT_ONCE);
            opened.add(relay);
            WorkflowPlanner planner = new WorkflowPlanner(ids, options.locations());
            Ending ending = new Ending(store, relay, clock);
            WorkflowDesk users = new WorkflowDesk(
                    store,
                    queues,
                    planner,
                    images,
                    relay,
                    ending,
                    permissions,
                    offers,
                    sites,
                    ids,
                    clock,
                    options.queryBytes());
            TmsDesk tms = new TmsDesk(store, queues, taskforces, room, offers, sites, ids, clock);
            OpenApi queueDocument = OpenApi.bundled(Wms.class, "mqs-openapi.json");
            Meters meters = meters(relay, room);
            Routes routes = new Routes()
                    .users(users, new EventDesk(store, bulletin, permissions), document)
                    .tms(tms)
                    .health(store, meters)
                    .manual(List.of(document, queueDocument));
            if (queues.equals(own)) {
                routes.queues(new QueueDesk(own, permissions), queueDocument);
            }
            room.reset(store.waiting());
            relay.sweep();
            if (store.shared()) {
                relay.every(SWEEP, () -> {
                    relay.sweep();
                    room.reset(store.waiting());
                });
            } else {
                relay.every(OWN_SWEEP, relay::sweep);
            }
            relay.every(SWEEP, new Warden(store, queues, ending, clock)::look);
            ScalingPolicy scaling = new ScalingPolicy(options.scalingPeriod());
            relay.every(
                    options.scalingPeriod(),
                    new Scaler(store, queues, taskforces, relay, planner, offers, sites, scaling, clock)::look);
            HttpEdge edge = new HttpEdge(
                    new Dispatcher(
                            routes.all(),
                            List.of(document, queueDocument),
                            authenticator,
                            new RateLimit(options.requestsPerSecond(), clock),
                            meters,
                            new WmsFaults()),
                    options.restHost(),
                    options.restPort());
            return new Wms(setup, relay, edge, options.restHost());
        } catch (RuntimeException e) {
            opened.reversed().forEach(Wms::closeQuietly);
            throw e;
        }
    }

    /** Where it answers. */
    public String uri() {
        return "http://" + host + ":" + edge.port();
    }

    /** Takes no more requests, lets those under way end, and leaves the rest to the next start. */
    @Override
    public void close() {
        edge.close();
        relay.close();
        setup.close();
    }

    private static Authenticator authenticator(WmsOptions options) {
        if (options.openId() == null) {
            return Authenticator.OFF;
        }
        try {
            return new OpenIdAuthenticator(
                    options.openId(),
                    options.audience(),
                    options.roles() == null
                            ? WmsRole.defaults()
                            : TokenRoles.parse("EWMS_ROLES", options.roles(), List.of(WmsRole.values())),
                    options.tokens().issuer().startsWith("https:") ? "https" : "http");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "AUTH_OPENID_URL " + options.openId() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static Meters meters(Relay relay, WaitingRoom room) {
        Meters meters = new Meters();
        meters.gauge("ewms.workflows.in.hand", "Workflows whose next step is being done", relay::inHand);
        meters.gauge("ewms.taskforces.waiting", "Taskforces that wait for a TMS", room::size);
        return meters;
    }

    private static TokenIssuer credentials(WmsOptions options, BrokerSetup broker, Clock clock) {
        if (broker.credentials() != null) {
            return broker.credentials();
        }
        return QueueTokens.with(options.tokens(), options.queueKeys(), clock);
    }

    private static @Nullable QueueService foreign(WmsOptions options, Clock clock) {
        if (options.queueService() == null) {
            return null;
        }
        WmsOptions.Login login = options.queueServiceLogin();
        return login == null
                ? new ForeignQueues(options.queueService(), () -> null)
                : new ForeignQueues(
                        options.queueService(),
                        new ClientLogin(login.tokenUrl(), login.clientId(), login.secret(), clock, Wms::noToken)::get);
    }

    private static RuntimeException noToken(String message, @Nullable Throwable cause) {
        return cause == null ? new QueueServiceException(message) : new QueueServiceException(message, cause);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("EWMS_OPENAPI_FILE cannot be read: " + file, e);
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Wms.class).warn("while giving up: {}", e.getMessage());
        }
    }
}
