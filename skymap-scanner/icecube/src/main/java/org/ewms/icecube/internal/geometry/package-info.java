/** The built-in table of detector positions. */
@NullMarked
package org.ewms.icecube.internal.geometry;

import org.jspecify.annotations.NullMarked;
