/** Where notices go, and how they are sent until they are accepted. */
@NullMarked
package org.ewms.alerts.internal.sink;

import org.jspecify.annotations.NullMarked;
