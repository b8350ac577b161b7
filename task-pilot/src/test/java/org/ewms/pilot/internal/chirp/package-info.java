@NullMarked
package org.ewms.pilot.internal.chirp;

import org.jspecify.annotations.NullMarked;
