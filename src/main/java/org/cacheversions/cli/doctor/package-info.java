/** What the command {@code doctor} looks at. Not API. */
@NullMarked
package org.cacheversions.cli.doctor;

import org.jspecify.annotations.NullMarked;
