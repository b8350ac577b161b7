@NullMarked
package org.ewms.skydriver.page;

import org.jspecify.annotations.NullMarked;
