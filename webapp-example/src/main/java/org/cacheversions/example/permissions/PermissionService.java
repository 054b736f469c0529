package org.cacheversions.example.permissions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.example.people.Group;
import org.cacheversions.example.people.PeopleService;

/** Who may do what: five tables and thousands of rows for one answer, which is why the answer is cached. */
@ApplicationScoped
public class PermissionService {
    @Inject
    PeopleService people;

    @PersistenceContext
    EntityManager entityManager;

    @VersionedCache("permissions")
    @Transactional
    public Permissions of(long userId) {
        Set<Long> groups = people.groupsOf(userId).stream().map(Group::id).collect(Collectors.toSet());
        Map<Long, Long> parents = people.getGroups().stream()
                .filter(group -> group.parentId() != null)
                .collect(Collectors.toMap(Group::id, Group::parentId));
        Map<Long, Map<Long, Access>> access = accessOf(GroupTree.withAncestors(groups, parents));
        return new GroupTree(parents, access).resolve(groups, exceptionsFor(userId));
    }

    @VersionedCache("permissions")
    public Map<Long, Access> ofGroup(long groupId) {
        return Map.copyOf(accessOf(Set.of(groupId)).getOrDefault(groupId, Map.of()));
    }

    @Transactional
    @InvalidatesCache("permissions")
    public void allow(long groupId, long categoryId, Access access) {
        entityManager.merge(new GroupAccessRow(new AccessKey(groupId, categoryId), access));
    }

    private Map<Long, Map<Long, Access>> accessOf(Set<Long> groups) {
        Map<Long, Map<Long, Access>> access = new HashMap<>();
        for (Long group : groups) {
            access.put(group, byCategory("GroupAccessRow a where a.key.holderId = :id", group));
        }
        return access;
    }

    private Map<Long, Access> exceptionsFor(long userId) {
        return byCategory("UserAccessRow a where a.key.holderId = :id", userId);
    }

    private Map<Long, Access> byCategory(String from, long id) {
        return entityManager
                .createQuery(
                        "select new org.cacheversions.example.permissions.Rule(a.key.categoryId, a.access) from "
                                + from,
                        Rule.class)
                .setParameter("id", id)
                .getResultStream()
                .collect(Collectors.toMap(Rule::categoryId, Rule::access));
    }
}
