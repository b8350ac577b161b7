/** What a pilot does, told to a web service. */
@NullMarked
package org.ewms.pilot.internal.status;

import org.jspecify.annotations.NullMarked;
