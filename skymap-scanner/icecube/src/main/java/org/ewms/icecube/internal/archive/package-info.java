/** Reads and writes the portable binary archives that hold a frame's objects. */
@NullMarked
package org.ewms.icecube.internal.archive;

import org.jspecify.annotations.NullMarked;
