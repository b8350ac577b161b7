package org.ewms.scanner;

import com.fasterxml.jackson.core.JacksonException;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ScanSetup {
        Objects.requireNonNull(event, "event");
        options = Map.copyOf(options);
    }

    Message message() {
        try {
            return Message.of(scanId + "/setup", JSON.writeValueAsBytes(this));
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
        try {
            @Nullable ScanSetup setup = JSON.readValue(message.body(), ScanSetup.class);
            if (setup != null) {
                return setup;
            }
        } catch (IOException | RuntimeException e) {
            throw new ScanException(
                    "the setup message of the scan cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        throw new ScanException("the setup message of the scan is empty");
    }

    @Override
    public String toString() {
        return "ScanSetup[" + scanId + ", " + eventName + ", " + reco + "]";
    }
}
