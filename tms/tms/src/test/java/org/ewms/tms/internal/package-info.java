@NullMarked
package org.ewms.tms.internal;

import org.jspecify.annotations.NullMarked;
