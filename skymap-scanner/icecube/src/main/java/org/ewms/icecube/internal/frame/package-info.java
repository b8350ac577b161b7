/** Frames: named, typed, checksummed blobs. */
@NullMarked
package org.ewms.icecube.internal.frame;

import org.jspecify.annotations.NullMarked;
