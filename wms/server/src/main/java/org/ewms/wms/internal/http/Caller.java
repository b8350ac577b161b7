package org.ewms.wms.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param subject of the token; null when authentication is off
 */
public record Caller(Role role, @Nullable String subject) {}
