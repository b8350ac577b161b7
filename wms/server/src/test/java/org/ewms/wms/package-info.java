@NullMarked
package org.ewms.wms;

import org.jspecify.annotations.NullMarked;
