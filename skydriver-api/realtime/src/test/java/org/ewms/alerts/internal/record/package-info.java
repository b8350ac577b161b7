@NullMarked
package org.ewms.alerts.internal.record;

import org.jspecify.annotations.NullMarked;
