/** Result files of NumPy: structured arrays in a zip. */
@NullMarked
package org.ewms.skymap.internal.npz;

import org.jspecify.annotations.NullMarked;
