package org.ewms.skydriver.internal.run;

import java.time.Clock;
import org.ewms.skydriver.internal.sky.PixelLogs;
import org.ewms.skydriver.internal.store.Events;
import org.ewms.skydriver.internal.store.Requests;
import org.ewms.skydriver.internal.store.Results;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skydriver.internal.workflow.WorkflowService;

/**
 * What running scans have in common.
 *
 * @param moved called when a scan has begun or ended
 */
public record RunContext(
        Scans scans,
        Requests requests,
        Events events,
        Results results,
        PixelLogs pixels,
        WorkflowService workflows,
        RunSettings settings,
        Clock clock,
        Runnable moved) {
    ScanFolder folder() {
        return new ScanFolder(settings.directory());
    }
}
