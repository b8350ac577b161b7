/** Starts, stops and watches taskforces on batch systems, for a workflow service. */
@NullMarked
package org.ewms.tms;

import org.jspecify.annotations.NullMarked;
