/** Inside of the pilot: slots, intake, outlet, settling, stop rules. */
@NullMarked
package org.ewms.pilot.internal;

import org.jspecify.annotations.NullMarked;
