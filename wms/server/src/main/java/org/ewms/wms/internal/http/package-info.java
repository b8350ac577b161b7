/** The HTTP edge: routes, validation, authentication, replies. */
@NullMarked
package org.ewms.wms.internal.http;

import org.jspecify.annotations.NullMarked;
