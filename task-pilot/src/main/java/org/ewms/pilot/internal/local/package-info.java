/** Tasks on files of this machine, named by events. */
@NullMarked
package org.ewms.pilot.internal.local;

import org.jspecify.annotations.NullMarked;
