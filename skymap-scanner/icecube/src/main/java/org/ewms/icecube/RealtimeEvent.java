package org.ewms.icecube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.ewms.icecube.internal.realtime.EventAssembly;
import org.ewms.icecube.internal.realtime.EventJson;
import org.ewms.icecube.internal.realtime.Limits;

/**
 * One event as the realtime system at the South Pole sends it: JSON around compressed frames. Everything a scan needs is
 * decoded and checked when the event is read; the rest of the frames is decoded on demand. Immutable.
 *
 * @param name where it was read from, for messages
 * @param sha256 of the file's bytes, lower-case hexadecimal
 * @param header run, event, time
 * @param version of the format: {@code 2021a}, {@code 2023a}, {@code 2024a}, empty in older files
 * @param eventType {@code HESE}, {@code EHE}, {@code ESTRES}, {@code neutrino}; empty if the file does not tell
 * @param simulated whether the file says that it comes from a simulation
 * @param frames in the order of the file
 * @param pulsesName the name the split series has in the file
 * @param pulses the split, uncleaned in-ice pulses; never empty
 * @param fits fits stored with the event, by name
 * @param truth simulated particles, by name; empty in real events
 * @param alertNumbers what the alert message counts, if the file has one
 * @param messageFits fits the alert message names, by name; empty in old files
 */
public record RealtimeEvent(
        String name,
        String sha256,
        EventHeader header,
        String version,
        String eventType,
        boolean simulated,
        List<Frame> frames,
        String pulsesName,
        PulseSeries pulses,
        SortedMap<String, StoredFit> fits,
        SortedMap<String, Particle> truth,
        Optional<AlertNumbers> alertNumbers,
        SortedMap<String, MessageFit> messageFits) {

    /**
     * Reads an event file.
     *
     * @throws EventFormatException if the content is no readable event
     * @throws IOException if the file cannot be read
     */
    public static RealtimeEvent read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads an event from a stream, which is not closed.
     *
     * @param name for messages
     */
    public static RealtimeEvent read(InputStream in, String name) throws IOException {
        return read(in.readNBytes(Limits.FILE_BYTES + 1), name);
    }

    /**
     * Reads an event from memory.
     *
     * @param name for messages
     */
    public static RealtimeEvent read(byte[] content, String name) throws EventFormatException {
        try {
            return EventAssembly.assemble(content, name);
        } catch (EventFormatException e) {
            throw e.in(name);
        }
    }

    /**
     * Unpacks the frames alone, also those whose checksum is wrong, to see what is left of a damaged file.
     *
     * @param name for messages
     */
    public static List<Frame> readFrames(byte[] content, String name) throws EventFormatException {
        try {
            return EventJson.read(content).frames();
        } catch (EventFormatException e) {
            throw e.in(name);
        }
    }

    public int runId() {
        return header.runId();
    }

    public int eventId() {
        return header.eventId();
    }

    /** When the event starts, modified Julian date, UTC. */
    public double mjd() {
        return header.start().mjd();
    }

    public boolean realEvent() {
        return !simulated;
    }

    /** One of the stored fits. */
    public Optional<StoredFit> fit(String fitName) {
        return Optional.ofNullable(fits.get(fitName));
    }

    /**
     * Decodes an object by name, looking in the P frame first, then in those before it.
     *
     * @return empty if no frame has one of this name and kind
     * @throws EventFormatException if the object is damaged
     */
    public <T extends FrameObject> Optional<T> find(String objectName, Class<T> kind) throws EventFormatException {
        try {
            return EventAssembly.find(frames, objectName, kind);
        } catch (EventFormatException e) {
            throw e.in(name);
        }
    }
}
