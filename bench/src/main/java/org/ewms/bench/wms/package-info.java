/** The workflow service beside a bare HTTP handler on the same kind of store. */
@NullMarked
package org.ewms.bench.wms;

import org.jspecify.annotations.NullMarked;
