package org.cacheversions.internal.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import org.cacheversions.CacheVersionsUnit;

/** The qualifier {@code @CacheVersionsUnit}. */
final class CacheVersionsUnitLiteral extends AnnotationLiteral<CacheVersionsUnit> implements CacheVersionsUnit {

    private static final long serialVersionUID = 1L;
}
