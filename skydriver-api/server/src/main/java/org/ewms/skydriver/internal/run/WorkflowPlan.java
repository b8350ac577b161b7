package org.ewms.skydriver.internal.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.manifest.ScanRequest;
import org.ewms.scanner.FetchedScan;

/** The workflow that a scan asks for: pixels to pilots, fits back. */
final class WorkflowPlan {
    static final String PIXELS = "to-client-queue";
    static final String FITS = "from-client-queue";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** There may be nothing to do for a while between two rounds; when the scan is over, its pilots are told. */
    private static final int SILENT_SECONDS = 60 * 60;

    private static final int WORKER_SECONDS = 24 * 60 * 60;

    private WorkflowPlan() {}

    /**
     * The request. Places that are to have as many workers as each other share a task; others have one of their own.
     *
     * @param setup URL of what pilots must know
     * @param hash its SHA-256
     */
    static ObjectNode of(ScanRequest scan, String setup, String hash) {
        Map<Integer, ArrayNode> places = new LinkedHashMap<>();
        scan.clusters()
                .forEach(each -> places.computeIfAbsent(each.workers(), workers -> JSON.createArrayNode())
                        .add(each.location()));
        ObjectNode request = JSON.createObjectNode().put("priority", scan.priority());
        ArrayNode tasks = request.putArray("tasks");
        places.forEach((workers, locations) -> tasks.add(task(scan, setup, hash, workers, locations)));
        request.putArray("public_queue_aliases").add(PIXELS).add(FITS);
        return request;
    }

    private static ObjectNode task(ScanRequest scan, String setup, String hash, int workers, ArrayNode locations) {
        ObjectNode task = JSON.createObjectNode();
        task.set("cluster_locations", locations);
        task.put("task_image", FetchedScan.NAME);
        task.put("task_args", "");
        task.putObject("task_env").put(FetchedScan.URL, setup).put(FetchedScan.HASH, hash);
        task.putArray("input_queue_aliases").add(PIXELS);
        task.putArray("output_queue_aliases").add(FITS);
        task.put("n_workers", workers);
        ObjectNode pilot = task.putObject("pilot_config");
        pilot.put("tag", "latest").put("image_source", "auto");
        pilot.putArray("input_files");
        pilot.putObject("environment")
                .put("EWMS_PILOT_RUNNER", "builtin")
                .put("EWMS_PILOT_PAYLOAD", "raw")
                .put("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", Integer.toString(SILENT_SECONDS));
        task.putObject("worker_config")
                .put("do_transfer_worker_stdouterr", scan.debugMode().contains("client-logs"))
                .put("max_worker_runtime", WORKER_SECONDS)
                .put("n_cores", 1)
                .put("priority", scan.priority())
                .put("worker_disk", scan.workerDisk())
                .put("worker_memory", scan.workerMemory())
                .put("condor_requirements", "");
        return task;
    }
}
