/** Where workflows are kept: every change is one atomic document, compared and set on its version. */
@NullMarked
package org.ewms.store;

import org.jspecify.annotations.NullMarked;
