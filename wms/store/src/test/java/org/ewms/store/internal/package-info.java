@NullMarked
package org.ewms.store.internal;

import org.jspecify.annotations.NullMarked;
