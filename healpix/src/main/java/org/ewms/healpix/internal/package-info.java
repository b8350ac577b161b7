/** The arithmetic behind the public classes; may change at any time. */
@NullMarked
package org.ewms.healpix.internal;

import org.jspecify.annotations.NullMarked;
