package org.ewms.icecube;

import java.io.IOException;
import java.io.OutputStream;
import org.ewms.icecube.internal.realtime.EventEncoder;

/**
 * Writes simulated events in the realtime format (version 2023a), so that they take the same way as real ones. The file
 * says that it is simulated: {@code service} is {@code ewms-simulate}.
 */
public final class RealtimeEventWriter {
    private RealtimeEventWriter() {}

    /** Writes one event as JSON and flushes; the stream is not closed. */
    public static void write(SimulatedEvent event, OutputStream out) throws IOException {
        out.write(toJson(event));
        out.flush();
    }

    /** One event as the bytes of its JSON file. The same event gives the same bytes. */
    public static byte[] toJson(SimulatedEvent event) {
        return EventEncoder.encode(event);
    }
}
