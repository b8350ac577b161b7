package org.ewms.tms;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.tms.internal.SiteLoop;
import org.ewms.tms.internal.Starter;
import org.ewms.tms.internal.Stopper;
import org.ewms.tms.internal.Watcher;

/**
 * Starts, stops and watches the taskforces of some sites, all at the same time. Keeps nothing: another one that is started later, here or elsewhere,
 * goes on from what the workflow service and the batch systems know.
 */
public final class Tms implements AutoCloseable {
    private static final String WAIT_SECONDS = "20";
    private static final String LEASE_SECONDS = "120";

    private final List<SiteLoop> loops = new ArrayList<>();

    private Tms() {}

    /**
     * Begins.
     *
     * @param name by which this one claims taskforces; of its own among all that serve a site, and the same after a restart
     */
    public static Tms start(WmsApi wms, List<Site> sites, String name, Clock clock) {
        Tms tms = new Tms();
        for (Site site : sites) {
            Watcher watcher = new Watcher(wms, site, clock);
            Map<String, String> claim =
                    Map.of("schedd", site.schedd(), "claimant", name, "wait", WAIT_SECONDS, "lease", LEASE_SECONDS);
            Starter starter = new Starter(wms, site, claim, watcher::watch);
            Stopper stopper = new Stopper(wms, site, claim);
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
