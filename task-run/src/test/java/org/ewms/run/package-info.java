@NullMarked
package org.ewms.run;

import org.jspecify.annotations.NullMarked;
