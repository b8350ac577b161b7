/** Reading and writing the result document of Skymap Scanner. */
@NullMarked
package org.ewms.skymap.internal.json;

import org.jspecify.annotations.NullMarked;
