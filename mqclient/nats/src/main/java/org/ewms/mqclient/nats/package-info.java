/** NATS JetStream behind the message-queue API; found through {@link org.ewms.mqclient.Brokers} by the schemes {@code nats} and {@code tls}. */
@NullMarked
package org.ewms.mqclient.nats;

import org.jspecify.annotations.NullMarked;
