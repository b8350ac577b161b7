/** Scans as a service, the pure part: what may be asked for, what is kept of it, in which state it is, and whose turn it is. */
@NullMarked
package org.ewms.manifest;

import org.jspecify.annotations.NullMarked;
