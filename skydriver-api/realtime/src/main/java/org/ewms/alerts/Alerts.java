package org.ewms.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.alerts.internal.desk.AlertDesk;
import org.ewms.alerts.internal.intake.Intake;
import org.ewms.alerts.internal.intake.Loop;
import org.ewms.alerts.internal.intake.ScanKeeper;
import org.ewms.alerts.internal.listen.Listeners;
import org.ewms.alerts.internal.record.AlertBook;
import org.ewms.alerts.internal.record.RejectBook;
import org.ewms.alerts.internal.record.TakenFiles;
import org.ewms.alerts.internal.sink.Couriers;
import org.ewms.manifest.RequestException;
import org.ewms.service.OpenApi;
import org.ewms.service.Route;
import org.ewms.skydriver.Annex;
import org.ewms.skydriver.ScanDoor;
import org.jspecify.annotations.Nullable;

/** Realtime alerts beside a scan service: what arrives is scanned as the rules say, and the finders' notices go to those who want them. */
public final class Alerts implements Annex {
    private static final String NAME = "alert/";
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final long CHANGE_MILLIS = 10_000;

    /** Scans that are under way change all the time. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final AlertsFile file;
    private final ScanDoor door;
    private final Clock clock;
    private final AlertBook book;
    private final Intake intake;
    private final OpenApi document = OpenApi.bundled(Alerts.class, "alerts-openapi.json");
    private final List<Route> routes;
    private volatile String here = "";
    private volatile @Nullable Running running;

    /** What works in threads of its own. */
    private record Running(Listeners listeners, Loop changes, Loop keeper, Couriers couriers) {}

    private Alerts(AlertsFile file, ScanDoor door, Clock clock) {
        this.file = file;
        this.door = door;
        this.clock = clock;
        this.book = new AlertBook(door.database(), clock, this::changed);
        RejectBook rejects = new RejectBook(door.database());
        this.intake = new Intake(file, book, rejects, door);
        this.routes = new AlertDesk(book, rejects, intake, file.issuer(), () -> here).routes(door.users(), document);
    }

    /**
     * Alerts by these rules, to be given to {@link org.ewms.skydriver.SkyDriver#start}, which throws {@link IllegalArgumentException} when a
     * rule asks for a scan that cannot be.
     */
    public static Annex.Maker by(AlertsFile file, Clock clock) {
        return door -> {
            file.rules().forEach(rule -> check(rule, door));
            return new Alerts(file, door, clock);
        };
    }

    private static void check(Rule rule, ScanDoor door) {
        check(rule, "prompt", rule.prompt(), door);
        check(rule, "refined", rule.refined(), door);
    }

    private static void check(Rule rule, String phase, @Nullable ScanWish wish, ScanDoor door) {
        if (wish != null) {
            try {
                door.check(new ObjectMapper().valueToTree(wish.request("none", false, Map.of())));
            } catch (RequestException e) {
                throw new IllegalArgumentException(
                        "the alert rule '" + rule.name() + "' has a " + phase + " scan that cannot be: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<OpenApi> documents() {
        return List.of(document);
    }

    @Override
    public Optional<Told> told(String name) {
        return name.startsWith(NAME)
                ? book.get(name.substring(NAME.length()))
                        .map(alert -> new Told(
                                "alert",
                                Map.of(
                                        "alert_id", alert.alertId(),
                                        "state", alert.state(),
                                        "last_updated", alert.lastUpdated())))
                : Optional.empty();
    }

    @Override
    public synchronized void begin(String serviceUrl) {
        here = Objects.requireNonNullElse(file.issuer().url(), serviceUrl).replaceFirst("/+$", "");
        ScanKeeper scans = new ScanKeeper(book, door);
        Loop keeper = Loop.start("alerts", () -> {
            scans.step();
            return LONGEST_REST;
        });
        String who = door.newId();
        Couriers couriers = Couriers.start(
                file.sinks().values(),
                book,
                file.issuer(),
                who,
                !door.database().shared(),
                () -> here);
        long[] last = {door.lastChange()};
        Loop changes = Loop.start("alerts-changes", () -> {
            if (door.awaitChange(last[0], CHANGE_MILLIS)) {
                last[0] = door.lastChange();
                keeper.nudge();
            }
            return BETWEEN_LOOKS;
        });
        Listeners listeners = Listeners.start(file.listeners(), intake, new TakenFiles(door.database()), clock);
        running = new Running(listeners, changes, keeper, couriers);
    }

    private void changed(String alertId) {
        door.changed(NAME + alertId);
        Running present = running;
        if (present != null) {
            present.keeper().nudge();
            present.couriers().nudge();
        }
    }

    @Override
    public synchronized void close() {
        Running present = running;
        running = null;
        if (present != null) {
            present.listeners().close();
            present.changes().close();
            present.keeper().close();
            present.couriers().close();
        }
    }
}
