/** NATS JetStream keeps the contract. */
@NullMarked
package org.ewms.mqclient.nats;

import org.jspecify.annotations.NullMarked;
