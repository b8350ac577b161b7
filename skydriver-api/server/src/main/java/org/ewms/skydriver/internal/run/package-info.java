/** Scans under way: each has a workflow, and a coordinator in this process. */
@NullMarked
package org.ewms.skydriver.internal.run;

import org.jspecify.annotations.NullMarked;
