/** Results as sky maps, and pixels in the order in which they are learnt. */
@NullMarked
package org.ewms.skydriver.internal.sky;

import org.jspecify.annotations.NullMarked;
