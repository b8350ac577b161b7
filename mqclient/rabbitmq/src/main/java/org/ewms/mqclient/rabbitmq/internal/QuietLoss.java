package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lost connection is news to whoever used it, who is told; it is no warning by itself. */
final class QuietLoss extends ForgivingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QuietLoss.class);

    @Override
    protected void log(String message, Throwable error) {
        LOG.debug(message, error);
    }
}
