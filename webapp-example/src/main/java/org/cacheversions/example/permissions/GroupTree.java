package org.cacheversions.example.permissions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups with their parents and with what they allow. A group without a word about a category allows there what its
 * parent does; of several groups the most generous counts.
 *
 * @param parents the parent of each group that has one
 * @param access by group, then by category
 */
record GroupTree(Map<Long, Long> parents, Map<Long, Map<Long, Access>> access) {

    /** The groups and all those that they inherit from. */
    static Set<Long> withAncestors(Set<Long> groups, Map<Long, Long> parents) {
        Set<Long> all = new TreeSet<>();
        for (Long group : groups) {
            for (Long next = group; next != null && all.add(next); ) {
                next = parents.get(next);
            }
        }
        return all;
    }

    Permissions resolve(Set<Long> groups, Map<Long, Access> exceptions) {
        Set<Long> categories = new HashSet<>();
        access.values().forEach(byCategory -> categories.addAll(byCategory.keySet()));
        Map<Long, Access> resolved = new HashMap<>();
        for (Long category : categories) {
            Access best = Access.NONE;
            for (Long group : groups) {
                best = best.or(nearest(group, category));
            }
            resolved.put(category, best);
        }
        resolved.putAll(exceptions);
        return new Permissions(resolved);
    }

    private Access nearest(Long group, Long category) {
        for (Long next = group; next != null; next = parents.get(next)) {
            Access found = access.getOrDefault(next, Map.of()).get(category);
            if (found != null) {
                return found;
            }
        }
        return Access.NONE;
    }
}
