/** Processes of tasks: started in a process group of their own, watched, and killed with all their descendants. */
@NullMarked
package org.ewms.pilot.internal.process;

import org.jspecify.annotations.NullMarked;
