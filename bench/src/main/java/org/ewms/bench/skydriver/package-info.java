/** Scans as a service: an alert among many others, and answers while many watch. */
@NullMarked
package org.ewms.bench.skydriver;

import org.jspecify.annotations.NullMarked;
