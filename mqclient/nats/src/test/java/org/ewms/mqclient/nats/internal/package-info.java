/** The parts of the NATS adapter that need no server. */
@NullMarked
package org.ewms.mqclient.nats.internal;

import org.jspecify.annotations.NullMarked;
