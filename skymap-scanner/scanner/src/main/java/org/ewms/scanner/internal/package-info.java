/** Messages, journal and policies behind a running scan. */
@NullMarked
package org.ewms.scanner.internal;

import org.jspecify.annotations.NullMarked;
