@NullMarked
package org.ewms.tms;

import org.jspecify.annotations.NullMarked;
