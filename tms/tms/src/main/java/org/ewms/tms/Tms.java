package org.ewms.tms;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ewms.tms.internal.Claim;
import org.ewms.tms.internal.SiteLoop;
import org.ewms.tms.internal.Starter;
import org.ewms.tms.internal.Stopper;
import org.ewms.tms.internal.Upkeep;
import org.ewms.tms.internal.Watcher;

/**
 * Starts, stops and watches the taskforces of some sites, all at the same time, and sees to what they leave behind. Keeps nothing: another one that is started later, here or elsewhere,
 * goes on from what the workflow service and the batch systems know.
 */
public final class Tms implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(120);

    private final List<SiteLoop> loops = new ArrayList<>();

    private Tms() {}

    /** Begins. */
    public static Tms start(WmsApi wms, List<Site> sites, TmsOptions options, Clock clock) {
        Tms tms = new Tms();
        for (Site site : sites) {
            Watcher watcher = new Watcher(wms, site, clock, options.look());
            Claim claim =
                    new Claim(site.schedd(), options.name(), WAIT, LEASE, options.rest(), options.restAfterFailure());
            Starter starter = new Starter(wms, site, claim, clock, watcher::watch);
            Stopper stopper = new Stopper(wms, site, claim, clock);
            Upkeep upkeep = new Upkeep(wms, site, options.upkeep(), clock);
            tms.loops.add(new SiteLoop("upkeep of " + site.name(), upkeep::round));
            tms.loops.add(new SiteLoop("starter of " + site.name(), starter::round));
            tms.loops.add(new SiteLoop("stopper of " + site.name(), stopper::round));
            tms.loops.add(new SiteLoop("watcher of " + site.name(), watcher::round));
        }
        return tms;
    }

    /** Ends all loops; jobs and batch systems are left as they are. */
    @Override
    public void close() {
        loops.forEach(SiteLoop::close);
    }
}
