package org.ewms.icecube;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.icecube.internal.archive.ObjectReader;

/**
 * One frame: named objects of one stage of the data's way (G geometry, C calibration, D detector status, Q the whole
 * readout, P one physics event in it). Objects are decoded when asked for. Immutable.
 */
public final class Frame {
    /** One object as it is stored. The blob belongs to the frame from now on and must not be changed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never given out
    public record Entry(String name, String type, byte[] blob) {}

    /**
     * What is known of an object without decoding it.
     *
     * @param type the C++ class, as the frame names it
     * @param bytes stored size
     */
    public record ObjectInfo(String name, String type, int bytes) {}

    private final char stop;
    private final boolean crcOk;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public Frame(char stop, boolean crcOk, List<Entry> entries) {
        this.stop = stop;
        this.crcOk = crcOk;
        entries.forEach(entry -> this.entries.put(entry.name(), entry));
    }

    /** G, C, D, Q or P. */
    public char stop() {
        return stop;
    }

    /** Whether the checksum stored behind the frame is that of its bytes. */
    public boolean crcOk() {
        return crcOk;
    }

    /** All objects, in the order of the file. */
    public List<ObjectInfo> objects() {
        return entries.values().stream()
                .map(entry -> new ObjectInfo(entry.name(), entry.type(), entry.blob().length))
                .toList();
    }

    /**
     * Decodes an object.
     *
     * @return empty if the frame has none of this name; {@link FrameObject.Opaque} if its class is not known
     * @throws EventFormatException if the object is damaged
     */
    public Optional<FrameObject> get(String name) throws EventFormatException {
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ObjectReader.read(entry.blob()));
        } catch (EventFormatException e) {
            throw e.in(name + " (" + entry.type() + ")");
        }
    }

    /**
     * Decodes an object of a certain kind.
     *
     * @return empty if the frame has none of this name and kind
     * @throws EventFormatException if the object is damaged
     */
    public <T extends FrameObject> Optional<T> get(String name, Class<T> kind) throws EventFormatException {
        return get(name).filter(kind::isInstance).map(kind::cast);
    }
}
