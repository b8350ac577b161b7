package org.ewms.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.batch.local.LocalOptions;
import org.ewms.batch.local.WarmPilots;
import org.ewms.manifest.Backlog;
import org.ewms.tms.AccessTokens;
import org.ewms.tms.Site;
import org.ewms.tms.SiteDescription;
import org.ewms.tms.SiteTraits;
import org.ewms.tms.SitesFile;
import org.ewms.tms.Tms;
import org.ewms.tms.TmsOptions;
import org.ewms.tms.WmsApi;
import org.jspecify.annotations.Nullable;

/** The pilots of {@code ewms up}: processes of this machine, as the site {@value #LOCAL}, and those of further sites. */
final class UpPilots implements AutoCloseable {
    static final String LOCAL = "local";

    private static final int MOST_WORKERS = 10_000;

    /** By then an urgent scan has its first pixels. */
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(5);

    /** They live as long as their workflow; a task that fails is that event's end, not the pilot's. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "EWMS_PILOT_TIMEOUT_QUEUE_INCOMING",
                    Long.toString(Duration.ofDays(1).toSeconds()),
            "EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false",
            "EWMS_PILOT_DRAIN_GRACE", "2");

    private final List<Site> sites;
    private final Tms tms;

    private UpPilots(List<Site> sites, Tms tms) {
        this.sites = sites;
        this.tms = tms;
    }

    /**
     * The sites by name. One in the file that is called {@value #LOCAL} takes the place of ours.
     *
     * @param data directory of jobs and taskforces
     * @param slots jobs at a time on this machine
     * @param warm pilots that wait for an urgent one
     */
    static Map<String, SiteDescription> sites(Path data, int slots, int warm, @Nullable Path file) {
        Path own = data.toAbsolutePath().normalize();
        Map<String, SiteDescription> all = new LinkedHashMap<>();
        all.put(
                LOCAL,
                new SiteDescription(
                        LOCAL,
                        LOCAL,
                        new SiteDescription.System.Local(LocalOptions.in(own.resolve("jobs"))
                                .withSlots(slots)
                                .withGrace(Duration.ofSeconds(10))
                                .withUrgent(Backlog.URGENT)
                                .withWarm(warm(warm))
                                .withBound(true)),
                        new Site.Pilot.Command(ThisProgram.pilot()),
                        Map.of(),
                        DEFAULTS,
                        MOST_WORKERS,
                        SiteTraits.NONE,
                        List.of(),
                        own.resolve("taskforces")));
        if (file != null) {
            all.putAll(SitesFile.read(file).sites());
        }
        return all;
    }

    /** They can take the place of our own pilot, and of no other program. */
    private static WarmPilots warm(int number) {
        return new WarmPilots(number, ThisProgram.pilot("--spare"), ThisProgram.pilot()::equals, REPLACED_AFTER);
    }

    static UpPilots start(String wms, Collection<SiteDescription> sites, Clock clock) {
        List<Site> opened = new ArrayList<>();
        try {
            sites.forEach(each -> opened.add(each.open(clock)));
            HttpClient http = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            WmsApi api = new WmsApi(URI.create(wms), http, AccessTokens.none());
            return new UpPilots(opened, Tms.start(api, opened, TmsOptions.named("up"), clock));
        } catch (RuntimeException e) {
            opened.forEach(each -> each.batch().close());
            throw e;
        }
    }

    /** Pilots of this machine end, to begin anew at the next start; those of other batch systems go on. */
    @Override
    public void close() {
        tms.close();
        sites.forEach(each -> each.batch().close());
    }
}
