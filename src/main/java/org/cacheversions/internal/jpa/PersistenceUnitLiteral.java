package org.cacheversions.internal.jpa;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.persistence.PersistenceUnit;

/** A {@code @PersistenceUnit} annotation whose unit name is known only at deployment. */
public final class PersistenceUnitLiteral extends AnnotationLiteral<PersistenceUnit> implements PersistenceUnit {

    private static final long serialVersionUID = 1L;

    private final String unit;

    /** Names a unit. */
    public PersistenceUnitLiteral(String unit) {
        this.unit = unit;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public String unitName() {
        return unit;
    }
}
