/** The picture of a scan: projections, colours, lettering from glyph outlines, panels. Needs neither system fonts nor a display. */
@NullMarked
package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.NullMarked;
