/** Statistics as JMX MXBeans. Not API. */
@NullMarked
package org.cacheversions.internal.jmx;

import org.jspecify.annotations.NullMarked;
