package org.ewms.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;

/** Alerts with the light of the bundled event, each under a number of its own. */
final class SampleEvent {
    static final int RUN = 900_001;
    static final double MJD = 60_280.5;

    private SampleEvent() {}

    /** @param seed tells contents of one event apart */
    static byte[] json(int event, long seed) {
        try {
            RealtimeEvent bundled = RealtimeEvent.read(Path.of("../../events/simulated-track.json"));
            return RealtimeEventWriter.toJson(
                    new SimulatedEvent(RUN, event, MJD, "neutrino", bundled.pulses(), bundled.truth(), seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(int event, long seed) {
        return (ObjectNode) Client.read(json(event, seed));
    }

    static String id(int event) {
        return RUN + "-" + event;
    }
}
