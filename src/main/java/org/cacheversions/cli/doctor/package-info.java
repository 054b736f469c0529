/** The checks of the command {@code doctor}. Not API. */
@NullMarked
package org.cacheversions.cli.doctor;

import org.jspecify.annotations.NullMarked;
