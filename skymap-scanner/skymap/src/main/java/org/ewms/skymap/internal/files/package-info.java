/** Putting files in place, all or none. */
@NullMarked
package org.ewms.skymap.internal.files;

import org.jspecify.annotations.NullMarked;
