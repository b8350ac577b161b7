/** An alert as it is kept: one document, and what may happen to it. */
@NullMarked
package org.ewms.alerts.internal.record;

import org.jspecify.annotations.NullMarked;
