/**
 * The application's transactions, what they invalidate, and the notifications after a commit. May use {@code entries},
 * {@code versions} and {@code support}. Not API.
 */
@NullMarked
package org.cacheversions.internal.core.transaction;

import org.jspecify.annotations.NullMarked;
