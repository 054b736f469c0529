package org.cacheversions.example.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Users and groups. A primary key away, so they are not cached: caching pays where computing costs. */
@Named("people")
@ApplicationScoped
public class PeopleService {
    private static final String USER =
            "select new org.cacheversions.example.people.User(u.id, u.name, u.moderator) from UserRow u ";
    private static final String GROUP =
            "select new org.cacheversions.example.people.Group(g.id, g.name, g.parentId) from ";

    @PersistenceContext
    EntityManager entityManager;

    public Optional<User> findUser(long id) {
        return entityManager
                .createQuery(USER + "where u.id = :id", User.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    public List<User> users(int first, int count) {
        return entityManager
                .createQuery(USER + "order by u.id", User.class)
                .setFirstResult(first)
                .setMaxResults(count)
                .getResultList();
    }

    public long countUsers() {
        return entityManager
                .createQuery("select count(u) from UserRow u", Long.class)
                .getSingleResult();
    }

    public Optional<Group> findGroup(long id) {
        return entityManager
                .createQuery(GROUP + "GroupRow g where g.id = :id", Group.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    public List<Group> getGroups() {
        return entityManager
                .createQuery(GROUP + "GroupRow g order by g.id", Group.class)
                .getResultList();
    }

    /** The groups that stand alone or have others below them, each with these. */
    public List<Family> getFamilies() {
        List<Group> groups = getGroups();
        Map<Long, List<Group>> byParent = groups.stream()
                .filter(group -> group.parentId() != null)
                .collect(Collectors.groupingBy(Group::parentId));
        return groups.stream()
                .filter(group -> group.parentId() == null || byParent.containsKey(group.id()))
                .map(group -> new Family(group, byParent.getOrDefault(group.id(), List.of())))
                .toList();
    }

    public List<Group> groupsOf(long userId) {
        return entityManager
                .createQuery(GROUP + "UserRow u join u.groups g where u.id = :user order by g.id", Group.class)
                .setParameter("user", userId)
                .getResultList();
    }
}
