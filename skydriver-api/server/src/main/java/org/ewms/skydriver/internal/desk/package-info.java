/** What answers the routes. */
@NullMarked
package org.ewms.skydriver.internal.desk;

import org.jspecify.annotations.NullMarked;
