package org.cacheversions.example.permissions;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** Whose access, and to which category. */
@Embeddable
class AccessKey implements Serializable {
    private static final long serialVersionUID = 1L;

    long holderId;

    @Column(name = "category_id")
    long categoryId;

    protected AccessKey() {}

    AccessKey(long holderId, long categoryId) {
        this.holderId = holderId;
        this.categoryId = categoryId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey that && holderId == that.holderId && categoryId == that.categoryId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(holderId, categoryId);
    }
}
