/** Sky maps of −ln L: tables per nside, contours, areas, files and pictures. */
@NullMarked
package org.ewms.skymap;

import org.jspecify.annotations.NullMarked;
