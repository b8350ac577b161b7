@NullMarked
package org.ewms.scanner.internal;

import org.jspecify.annotations.NullMarked;
