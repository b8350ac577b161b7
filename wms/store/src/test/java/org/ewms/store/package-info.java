@NullMarked
package org.ewms.store;

import org.jspecify.annotations.NullMarked;
