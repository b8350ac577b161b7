/** What arrives becomes an alert, or is rejected with a reason. */
@NullMarked
package org.ewms.alerts.internal.intake;

import org.jspecify.annotations.NullMarked;
