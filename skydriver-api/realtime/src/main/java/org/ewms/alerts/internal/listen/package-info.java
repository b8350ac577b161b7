/** Where alerts come from. */
@NullMarked
package org.ewms.alerts.internal.listen;

import org.jspecify.annotations.NullMarked;
