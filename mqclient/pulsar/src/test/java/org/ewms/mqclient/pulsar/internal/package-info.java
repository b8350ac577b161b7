/** The parts of the Pulsar adapter that need no server. */
@NullMarked
package org.ewms.mqclient.pulsar.internal;

import org.jspecify.annotations.NullMarked;
