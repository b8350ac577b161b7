package org.ewms.skydriver.internal.run;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.store.Events;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.Requests;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skydriver.internal.workflow.WorkflowService;

/**
 * What running scans have in common.
 *
 * @param leases of this process
 * @param opening places for scans that begin
 * @param moved called when a scan has begun or ended
 */
public record RunContext(
        Scans scans,
        News news,
        Requests requests,
        Events events,
        Results results,
        PixelLogs pixels,
        WorkflowService workflows,
        Leases leases,
        Semaphore opening,
        RunSettings settings,
        Clock clock,
        Runnable moved) {
    /** What pilots of a scan must know; empty when there is no such scan. */
    Optional<byte[]> setup(String scanId) {
        return requests.of(scanId)
                .flatMap(request -> events.text(request.eventId())
                        .map(event ->
                                ScanFolder.spec(request, event).setup(scanId).encode()));
    }

    ScanFolder folder() {
        return new ScanFolder(settings.directory());
    }
}
