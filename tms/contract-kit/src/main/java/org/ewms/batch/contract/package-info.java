/** What every batch system adapter must do. */
@NullMarked
package org.ewms.batch.contract;

import org.jspecify.annotations.NullMarked;
