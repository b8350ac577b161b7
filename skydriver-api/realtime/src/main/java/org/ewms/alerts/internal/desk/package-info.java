/** The routes. */
@NullMarked
package org.ewms.alerts.internal.desk;

import org.jspecify.annotations.NullMarked;
