package org.ewms.scanner;

import java.util.List;
import java.util.Map;
import org.ewms.icecube.EventFormatException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import org.ewms.scanner.internal.FitBatch;
import org.ewms.scanner.internal.MalformedMessageException;

/** The task of a scan's pilots: reconstructs the pixels of an event message. */
public final class ScanTaskRunner implements TaskRunner {
    private final PixelReconstructor reconstructor;

    public ScanTaskRunner(PixelReconstructor reconstructor) {
        this.reconstructor = reconstructor;
    }

    /**
     * Fetches the scan's setup from its queue, where it stays for other pilots.
     *
     * @throws ScanException when there is no such scan on this broker
     */
    public static ScanTaskRunner join(MessageBroker broker, String scanId) {
        List<Message> setup = broker.peek(ScanQueues.of(scanId).setup(), 1);
        if (setup.isEmpty()) {
            throw new ScanException("scan " + scanId + " has no setup on this broker: not started yet, or over");
        }
        try {
            return new ScanTaskRunner(PixelReconstructor.of(ScanSetup.of(setup.getFirst())));
        } catch (EventFormatException e) {
            throw new ScanException("the event of scan " + scanId + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        try {
            FitBatch batch = FitBatch.decode(attempt.event().body());
            byte[] report = reconstructor.reconstruct(batch).encode();
            return new TaskOutcome.Done(List.of(new Message(attempt.event().id(), report, Map.of())));
        } catch (MalformedMessageException e) {
            return new TaskOutcome.Poison(String.valueOf(e.getMessage()));
        }
    }
}
