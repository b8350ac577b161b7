/** The file of listeners, rules and sinks, read with errors that name line and field. */
@NullMarked
package org.ewms.alerts.internal.rules;

import org.jspecify.annotations.NullMarked;
