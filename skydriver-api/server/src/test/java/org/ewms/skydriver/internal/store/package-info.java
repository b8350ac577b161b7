@NullMarked
package org.ewms.skydriver.internal.store;

import org.jspecify.annotations.NullMarked;
