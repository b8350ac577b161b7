/** Apache Pulsar behind the message-queue API; found through {@link org.ewms.mqclient.Brokers} by the schemes {@code pulsar} and {@code pulsar+ssl}. */
@NullMarked
package org.ewms.mqclient.pulsar;

import org.jspecify.annotations.NullMarked;
