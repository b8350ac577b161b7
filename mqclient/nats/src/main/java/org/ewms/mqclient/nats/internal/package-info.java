/** How NATS JetStream keeps the contract. */
@NullMarked
package org.ewms.mqclient.nats.internal;

import org.jspecify.annotations.NullMarked;
