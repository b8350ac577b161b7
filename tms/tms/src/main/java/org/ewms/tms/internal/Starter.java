package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.SubmissionId;
import org.ewms.batch.SubmitPlan;
import org.ewms.batch.SubmitRequest;
import org.ewms.tms.Site;
import org.ewms.tms.WmsApi;
import org.ewms.tms.WmsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts taskforces, one after another. Exactly one cluster each: the service lends a taskforce to one claimant at a time, with a submission id
 * that stays the same until the submission is recorded or refused; unless the service has told that id to nobody before, the batch system is asked
 * for it before anything is submitted.
 */
public final class Starter {
    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private static final int NOT_FOUND = 404;

    private final WmsApi wms;
    private final Site site;
    private final Asking asking;
    private final BiConsumer<String, ClusterId> started;

    /**
     * For one site.
     *
     * @param claim how it asks
     * @param started told of each taskforce and its cluster
     */
    public Starter(WmsApi wms, Site site, Claim claim, Clock clock, BiConsumer<String, ClusterId> started) {
        this.wms = wms;
        this.site = site;
        this.asking = new Asking(wms, "/v1/tms/pending-starter/taskforces", claim, clock);
        this.started = started;
    }

    /** Waits for an offer and takes it. */
    public Duration round() throws InterruptedException {
        JsonNode reply = asking.next();
        if (reply.isEmpty()) {
            return asking.rest();
        }
        // A service that gives no submission ids knows no claims; the taskforce itself then names the attempt.
        String uuid = reply.path("taskforce").path("taskforce_uuid").asText();
        Offer offer = Offer.of(reply, new SubmissionId(uuid));
        // A service that lends also sees to it that failures are not repeated at once.
        return start(offer) || offer.isLent() ? Duration.ZERO : asking.restAfterFailure();
    }

    /** Whether it did not fail. */
    private boolean start(Offer offer) throws InterruptedException {
        SubmitRequest request;
        SubmitPlan plan;
        ClusterId cluster;
        try {
            request = Requests.of(offer, site);
            plan = site.batch().plan(request);
            cluster = offer.isNew() ? site.batch().submit(request) : cluster(request);
        } catch (BatchRefusedException | IllegalArgumentException e) {
            LOG.warn("{}: {} cannot be started: {}", site.name(), offer.uuid(), e.getMessage());
            failed(offer, String.valueOf(e.getMessage()));
            return false;
        }
        try {
            wms.post(path(offer), confirmation(offer, request, plan, cluster));
        } catch (WmsException e) {
            if (e.isFinal()) {
                LOG.warn("{}: cluster {} of {} is removed: {}", site.name(), cluster, offer.uuid(), e.getMessage());
                site.batch().remove(cluster);
                if (e.status() == NOT_FOUND) {
                    return true;
                }
                // Still to be started, in the service's eyes; without a failure on record that would never end.
                failed(offer, "the submission could not be recorded: " + e.getMessage());
                return false;
            }
            // Offered again with the same submission, and then found.
            throw e;
        }
        LOG.info("{}: {} is cluster {} of {} pilots", site.name(), offer.uuid(), cluster, request.workers());
        started.accept(offer.uuid(), cluster);
        return true;
    }

    private void failed(Offer offer, String why) throws InterruptedException {
        wms.post(path(offer) + "/failed", Map.of("error", why));
    }

    /** The cluster of an earlier attempt, or a new one. Of several, after a race, one stays. */
    private ClusterId cluster(SubmitRequest request) {
        List<ClusterId> known = site.batch().find(request.submission());
        if (known.isEmpty()) {
            return site.batch().submit(request);
        }
        known.stream().skip(1).forEach(site.batch()::remove);
        LOG.info("{}: {} was submitted before, as cluster {}", site.name(), request.taskforce(), known.getFirst());
        return known.getFirst();
    }

    private static String path(Offer offer) {
        return "/v1/tms/condor-submit/taskforces/" + offer.uuid();
    }

    private Map<String, Object> confirmation(Offer offer, SubmitRequest request, SubmitPlan plan, ClusterId cluster) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cluster_id", cluster.value());
        all.put("n_workers", request.workers());
        all.put("submit_dict", new HashMap<>(plan.attributes()));
        all.put("job_event_log_fpath", site.batch().eventLog(cluster));
        if (offer.isLent()) {
            all.put("submission_id", offer.submission().value());
        }
        return all;
    }
}
