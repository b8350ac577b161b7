/** Brokers as processes, and what happens to processes. */
@NullMarked
package org.ewms.mqclient.trials;

import org.jspecify.annotations.NullMarked;
