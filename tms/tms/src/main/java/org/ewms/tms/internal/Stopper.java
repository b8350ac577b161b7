package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.SubmissionId;
import org.ewms.tms.Site;
import org.ewms.tms.WmsApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the clusters of taskforces that are to stop, also one that was submitted but never recorded. */
public final class Stopper {
    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private final WmsApi wms;
    private final Site site;
    private final Asking asking;

    /**
     * For one site.
     *
     * @param claim how it asks
     */
    public Stopper(WmsApi wms, Site site, Claim claim, Clock clock) {
        this.wms = wms;
        this.site = site;
        this.asking = new Asking(wms, "/v1/tms/pending-stopper/taskforces", claim, clock);
    }

    /** Waits for a taskforce that is to stop, and removes its cluster. */
    public Duration round() throws InterruptedException {
        JsonNode taskforce = asking.next();
        if (taskforce.isEmpty()) {
            return asking.rest();
        }
        String uuid = taskforce.path("taskforce_uuid").asText();
        String path = "/v1/tms/condor-rm/taskforces/" + uuid;
        try {
            List<ClusterId> clusters = clusters(taskforce);
            clusters.forEach(site.batch()::remove);
            LOG.info("{}: {} is stopped, clusters {}", site.name(), uuid, clusters);
        } catch (BatchRefusedException e) {
            wms.post(path + "/failed", Map.of("error", String.valueOf(e.getMessage())));
            return Duration.ZERO;
        }
        wms.post(path, Map.of());
        return Duration.ZERO;
    }

    private List<ClusterId> clusters(JsonNode taskforce) {
        List<ClusterId> all = new ArrayList<>();
        if (taskforce.path("cluster_id").canConvertToLong()
                && taskforce.path("cluster_id").asLong() > 0) {
            all.add(new ClusterId(taskforce.path("cluster_id").asLong()));
        }
        String submission = taskforce.path("submission_id").asText("");
        if (!submission.isEmpty()) {
            site.batch().find(new SubmissionId(submission)).stream()
                    .filter(each -> !all.contains(each))
                    .forEach(all::add);
        }
        return all;
    }
}
