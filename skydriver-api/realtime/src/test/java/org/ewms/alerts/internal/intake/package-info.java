@NullMarked
package org.ewms.alerts.internal.intake;

import org.jspecify.annotations.NullMarked;
