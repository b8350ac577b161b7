/** Batch systems behind one interface: submit pilots, find them again, watch and remove them. */
@NullMarked
package org.ewms.batch;

import org.jspecify.annotations.NullMarked;
