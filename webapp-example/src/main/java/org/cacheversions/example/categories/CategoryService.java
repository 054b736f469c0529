package org.cacheversions.example.categories;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.example.permissions.PermissionService;
import org.cacheversions.example.permissions.Permissions;

@ApplicationScoped
public class CategoryService {
    @Inject
    PermissionService permissions;

    @PersistenceContext
    EntityManager entityManager;

    /** The front page as this user sees it: it depends on two caches, and is gone with either. */
    @VersionedCache({"categories", "permissions"})
    public List<Section> visible(long userId) {
        Permissions of = permissions.of(userId);
        return sections(all(), category -> of.mayRead(category.id()));
    }

    @VersionedCache("categories")
    public List<Section> sections() {
        return sections(all(), category -> true);
    }

    @VersionedCache("categories")
    public Optional<Category> find(long id) {
        return all().stream().filter(category -> category.id() == id).findFirst();
    }

    @Transactional
    @InvalidatesCache("categories")
    public void rename(long id, String name) {
        entityManager
                .createQuery("update CategoryRow c set c.name = :name where c.id = :id")
                .setParameter("name", name)
                .setParameter("id", id)
                .executeUpdate();
    }

    private List<Category> all() {
        return entityManager
                .createQuery(
                        "select new org.cacheversions.example.categories.Category(c.id, c.name, c.sectionId)"
                                + " from CategoryRow c order by c.id",
                        Category.class)
                .getResultList();
    }

    private static List<Section> sections(List<Category> all, Predicate<Category> visible) {
        return all.stream()
                .filter(category -> category.sectionId() == null)
                .map(section -> new Section(
                        section,
                        all.stream()
                                .filter(category -> Long.valueOf(section.id()).equals(category.sectionId()))
                                .filter(visible)
                                .toList()))
                .filter(section -> !section.categories().isEmpty())
                .toList();
    }
}
