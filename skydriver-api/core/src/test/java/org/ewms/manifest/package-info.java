@NullMarked
package org.ewms.manifest;

import org.jspecify.annotations.NullMarked;
