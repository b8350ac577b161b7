@NullMarked
package org.ewms.skydriver;

import org.jspecify.annotations.NullMarked;
