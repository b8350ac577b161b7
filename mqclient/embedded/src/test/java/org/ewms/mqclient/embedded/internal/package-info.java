/** Pure parts of the Artemis client. */
@NullMarked
package org.ewms.mqclient.embedded.internal;

import org.jspecify.annotations.NullMarked;
