@NullMarked
package org.ewms.batch.gridengine;

import org.jspecify.annotations.NullMarked;
