/** Behind the routes: what is done about a request, and afterwards. */
@NullMarked
package org.ewms.wms.internal.service;

import org.jspecify.annotations.NullMarked;
