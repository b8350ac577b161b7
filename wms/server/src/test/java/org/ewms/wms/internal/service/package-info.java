@NullMarked
package org.ewms.wms.internal.service;

import org.jspecify.annotations.NullMarked;
