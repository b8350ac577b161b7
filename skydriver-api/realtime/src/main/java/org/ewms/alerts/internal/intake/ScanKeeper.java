package org.ewms.alerts.internal.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.ewms.alerts.internal.record.Alert;
import org.ewms.alerts.internal.record.AlertBook;
import org.ewms.alerts.internal.record.AlertScan;
import org.ewms.alerts.internal.record.Localization;
import org.ewms.manifest.RequestException;
import org.ewms.skydriver.ScanDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the scans of alerts forward: asks for those that are due, ends those that nobody wants, and takes what the finished ones found. All of
 * it can be done again, by this process or another: a scan's id is kept before the scan is asked for, and each step is noted once.
 */
public final class ScanKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ScanKeeper.class);

    private final ObjectMapper json = new ObjectMapper();
    private final AlertBook book;
    private final ScanDoor door;

    public ScanKeeper(AlertBook book, ScanDoor door) {
        this.book = book;
        this.door = door;
    }

    /** One step of every alert whose scans are not all over. */
    public void step() {
        book.open().forEach(this::step);
    }

    private void step(Alert alert) {
        for (AlertScan scan : alert.scans()) {
            switch (scan.state()) {
                case RUNNING -> look(alert, scan);
                case ENDING -> end(alert, scan);
                case PLANNED, DONE, FAILED, SUPERSEDED -> {}
            }
        }
        book.get(alert.alertId()).ifPresent(now -> now.toSubmit().forEach(scan -> submit(now, scan)));
    }

    private void submit(Alert alert, AlertScan scan) {
        try {
            door.submit(scan.scanId(), json.valueToTree(scan.request()));
            book.change(
                    alert.alertId(),
                    each -> each.scan(
                            scan.scanId(),
                            AlertScan.State.PLANNED,
                            planned -> planned.at(AlertScan.State.RUNNING),
                            book.now()));
        } catch (RequestException e) {
            fail(alert, scan, "it cannot be asked for: " + e.getMessage());
        }
    }

    private void fail(Alert alert, AlertScan scan, String why) {
        LOG.error("alert {}: scan {} failed: {}", alert.alertId(), scan.scanId(), why);
        book.change(
                alert.alertId(),
                each -> each.scan(scan.scanId(), scan.state(), present -> present.failed(why), book.now()));
    }

    private void look(Alert alert, AlertScan scan) {
        switch (door.standing(scan.scanId())) {
            case ScanDoor.Standing.Going going -> {}
            case ScanDoor.Standing.Unknown unknown -> fail(alert, scan, "there is no such scan any more");
            case ScanDoor.Standing.Ended ended -> fail(alert, scan, ended.reason());
            case ScanDoor.Standing.Done done -> {
                Localization found = Localization.of(done.summary());
                book.change(alert.alertId(), each -> each.found(scan.scanId(), found, book.now()));
                LOG.info("alert {}: {} scan {} has its result", alert.alertId(), scan.phase(), scan.scanId());
            }
        }
    }

    private void end(Alert alert, AlertScan scan) {
        door.abort(scan.scanId());
        book.change(
                alert.alertId(),
                each -> each.scan(
                        scan.scanId(),
                        AlertScan.State.ENDING,
                        ending -> ending.at(AlertScan.State.SUPERSEDED),
                        book.now()));
    }
}
