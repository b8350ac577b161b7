@NullMarked
package org.ewms.architecture;

import org.jspecify.annotations.NullMarked;
