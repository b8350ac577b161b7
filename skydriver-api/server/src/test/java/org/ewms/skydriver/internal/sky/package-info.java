@NullMarked
package org.ewms.skydriver.internal.sky;

import org.jspecify.annotations.NullMarked;
