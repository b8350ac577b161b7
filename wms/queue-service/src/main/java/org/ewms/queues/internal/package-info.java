/** Keys and tokens. */
@NullMarked
package org.ewms.queues.internal;

import org.jspecify.annotations.NullMarked;
