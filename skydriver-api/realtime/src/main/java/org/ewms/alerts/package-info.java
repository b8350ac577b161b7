/** Realtime alerts: listeners, rules, the scans they ask for, and the notices of what was found. */
@NullMarked
package org.ewms.alerts;

import org.jspecify.annotations.NullMarked;
