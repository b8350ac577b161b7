package org.ewms.icecube.internal.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.icecube.EventHeader;
import org.ewms.icecube.EventTime;
import org.ewms.icecube.Frame;
import org.ewms.icecube.Particle;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.icecube.internal.archive.ObjectWriter;
import org.ewms.icecube.internal.frame.FrameWriter;

/** Puts a simulated event into the layers of a realtime file. */
public final class EventEncoder {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final LocalDateTime MJD_ZERO = LocalDateTime.of(1858, 11, 17, 0, 0);
    private static final String VERSION = "2023a";
    private static final String PULSES = "SplitInIcePulses";

    private EventEncoder() {}

    /** The bytes of the event's JSON. */
    public static byte[] encode(SimulatedEvent event) {
        ObjectNode root = MAPPER.createObjectNode();
        String time = TIME.format(MJD_ZERO.plus(sinceMjdZero(event.mjd())));
        root.put("service", EventJson.SIMULATING_SERVICE);
        root.put("varname", "realtimeEventData");
        root.put("prio", 2).put("time", time).put("insert_time", time);
        ObjectNode value = root.putObject("value");
        value.putObject("zmqnotify").putArray("topics").add(event.eventType());
        value.putArray("streams").add(event.eventType());
        value.put("version", VERSION);
        ObjectNode data = value.putObject("data");
        data.put("unique_id", "run%08d.evt%012d".formatted(event.runId(), event.eventId()));
        data.put("eventtime", time).put("event_id", event.eventId()).put("run_id", event.runId());
        data.put("simulated", true).put("seed", event.seed());
        frames(event, data.putArray("frames"));
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static Duration sinceMjdZero(double mjd) {
        long microseconds = Math.round((mjd - Math.floor(mjd)) * 86_400e6);
        return Duration.ofDays((long) Math.floor(mjd)).plusNanos(microseconds * 1000);
    }

    private static void frames(SimulatedEvent event, ArrayNode frames) {
        add(frames, 'G', List.of());
        add(frames, 'C', List.of());
        add(frames, 'D', List.of());
        var readout = new ArrayList<Frame.Entry>();
        readout.add(new Frame.Entry("QI3EventHeader", "I3EventHeader", ObjectWriter.header(header(event, ""))));
        int minorId = 1;
        for (Map.Entry<String, Particle> truth : event.truth().entrySet()) {
            byte[] particle = ObjectWriter.particle(truth.getValue(), minorId++);
            readout.add(new Frame.Entry(truth.getKey(), "I3Particle", particle));
        }
        add(frames, 'Q', readout);
        add(
                frames,
                'P',
                List.of(
                        new Frame.Entry(
                                "I3EventHeader", "I3EventHeader", ObjectWriter.header(header(event, "InIceSplit"))),
                        new Frame.Entry(
                                PULSES, "I3Map<OMKey, vector<I3RecoPulse> >", ObjectWriter.pulses(event.pulses()))));
    }

    private static void add(ArrayNode frames, char stop, List<Frame.Entry> entries) {
        frames.addArray().add(String.valueOf(stop)).add(FrameText.pack(FrameWriter.write(stop, entries)));
    }

    private static EventHeader header(SimulatedEvent event, String stream) {
        EventTime start = EventTime.ofMjd(event.mjd());
        double last = event.pulses().pulses().values().stream()
                .flatMap(List::stream)
                .mapToDouble(Pulse::time)
                .max()
                .orElse(0);
        var end = new EventTime(start.year(), start.tenthsOfNanoseconds() + Math.round(Math.max(0, last) * 10));
        return new EventHeader(event.runId(), 0, event.eventId(), 0, stream, start, end);
    }
}
