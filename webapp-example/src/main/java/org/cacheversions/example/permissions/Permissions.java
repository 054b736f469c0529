package org.cacheversions.example.permissions;

import java.util.Map;

/** What a user may do, by the id of the category. */
public record Permissions(Map<Long, Access> byCategory) {

    public Permissions {
        byCategory = Map.copyOf(byCategory);
    }

    public Access in(long categoryId) {
        return byCategory.getOrDefault(categoryId, Access.NONE);
    }

    public boolean mayRead(long categoryId) {
        return in(categoryId).includes(Access.READ);
    }

    public boolean mayWrite(long categoryId) {
        return in(categoryId).includes(Access.WRITE);
    }
}
