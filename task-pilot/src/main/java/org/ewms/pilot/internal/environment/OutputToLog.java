package org.ewms.pilot.internal.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.ewms.pilot.TaskLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what tasks print into the pilot's own log, logger {@code org.ewms.pilot.output}. */
public final class OutputToLog implements TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.ewms.pilot.output");

    @Override
    public void chunk(String eventId, int attempt, Stream stream, byte[] chunk) {
        LOG.info("id={} attempt={} {}: {}", eventId, attempt, stream, new String(chunk, UTF_8).strip());
    }
}
