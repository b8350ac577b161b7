@NullMarked
package org.ewms.skydriver.internal.run;

import org.jspecify.annotations.NullMarked;
