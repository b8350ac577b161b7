/** Faults of servers and networks on purpose and by seed, and what every broker adapter must keep under them, as inherited tests. */
@NullMarked
package org.ewms.mqclient.faults;

import org.jspecify.annotations.NullMarked;
