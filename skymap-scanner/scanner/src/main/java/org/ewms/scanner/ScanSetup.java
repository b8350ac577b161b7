package org.ewms.scanner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.ewms.mqclient.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a pilot must know of a scan before its first pixel; one message on the scan's setup queue.
 *
 * @param eventName name of the event file, for messages
 * @param event its bytes
 * @param reco name of the reconstruction
 * @param options of the reconstruction
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScanSetup(String scanId, String eventName, byte[] event, String reco, Map<String, String> options) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public ScanSetup {
        Objects.requireNonNull(event, "event");
        options = Map.copyOf(options);
    }

    Message message() {
        return Message.of(scanId + "/setup", encode());
    }

    /** As JSON; the same setup gives the same bytes. */
    public byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JacksonException e) {
            throw new IllegalStateException("a scan's setup could not be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #message} wrote.
     *
     * @throws ScanException when it is something else
     */
    static ScanSetup of(Message message) {
        return decode(message.body());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ScanException when it is something else
     */
    public static ScanSetup decode(byte[] body) {
        try {
            @Nullable ScanSetup setup = JSON.readValue(body, ScanSetup.class);
            if (setup != null) {
                return setup;
            }
        } catch (IOException | RuntimeException e) {
            throw new ScanException(
                    "the setup of the scan cannot be read: " + e.getClass().getSimpleName(), e);
        }
        throw new ScanException("the setup of the scan is empty");
    }

    @Override
    public String toString() {
        return "ScanSetup[" + scanId + ", " + eventName + ", " + reco + "]";
    }
}
