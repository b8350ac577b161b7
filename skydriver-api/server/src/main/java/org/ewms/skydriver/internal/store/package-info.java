/** Scans, requests, events and results as they are kept. */
@NullMarked
package org.ewms.skydriver.internal.store;

import org.jspecify.annotations.NullMarked;
