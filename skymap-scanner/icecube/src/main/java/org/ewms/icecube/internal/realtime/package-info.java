/** The outer layers of a realtime event: JSON, base64, zlib, pickle. */
@NullMarked
package org.ewms.icecube.internal.realtime;

import org.jspecify.annotations.NullMarked;
