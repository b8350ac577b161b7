/** How the broker contract is kept over the Artemis core protocol; nothing here is for callers. */
@NullMarked
package org.ewms.mqclient.embedded.internal;

import org.jspecify.annotations.NullMarked;
