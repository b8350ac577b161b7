/** A pilot told by the environment variables of the original EWMS pilot: their reading, brokers, payloads, failures. */
@NullMarked
package org.ewms.pilot.internal.environment;

import org.jspecify.annotations.NullMarked;
