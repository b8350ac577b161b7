/** How the coordinator remembers pixels and decides where to refine. */
@NullMarked
package org.ewms.scan.internal;

import org.jspecify.annotations.NullMarked;
