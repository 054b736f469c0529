package org.cacheversions.example.seed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Fills an empty database. The rows multiply inside the database (INSERT … SELECT), so that tens of thousands of them
 * take a second or two with any persistence provider.
 *
 * <p>Identifiers carry the structure: section {@code s} is {@code 100 s}, its categories are {@code 100 s + k}; so are
 * the clubs and the groups in them, and a category's threads. New threads and posts begin far above.
 */
@ApplicationScoped
class SeedData {
    private static final LocalDateTime LATEST = LocalDateTime.of(2026, 1, 15, 18, 0);

    @PersistenceContext
    EntityManager entityManager;

    @Transactional
    void plant(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (count("UserRow") == 0) {
            users();
            categoriesAndGroups();
            permissions();
            threads();
            settings();
        }
    }

    private long count(String entity) {
        return entityManager
                .createQuery("select count(e) from " + entity + " e", Long.class)
                .getSingleResult();
    }

    private void users() {
        List<String> names = SeedText.userNames();
        for (int i = 0; i < names.size(); i++) {
            run("insert into forum_user (id, name, moderator) values (?1, ?2, ?3)", i + 1L, names.get(i), i == 0);
        }
    }

    private void categoriesAndGroups() {
        run("insert into user_group (id, name) values (1, 'Members')");
        run("insert into user_group (id, name) values (2, 'Moderators')");
        for (int s = 0; s < SeedText.SECTIONS.size(); s++) {
            long section = 100L * (s + 1);
            String name = SeedText.SECTIONS.get(s);
            run("insert into category (id, name) values (?1, ?2)", section, name);
            run("insert into user_group (id, name, parent_id) values (?1, ?2, 1)", section, name + " club");
            for (int k = 0; k < SeedText.SUBJECTS.size(); k++) {
                run(
                        "insert into category (id, name, section_id) values (?1, ?2, ?3)",
                        section + k + 1,
                        SeedText.SUBJECTS.get(k),
                        section);
            }
            for (int k = 0; k < SeedText.ROLES.size(); k++) {
                run(
                        "insert into user_group (id, name, parent_id) values (?1, ?2, ?3)",
                        section + k + 1,
                        name + " " + SeedText.ROLES.get(k),
                        section);
            }
        }
    }

    private void permissions() {
        run("insert into membership (user_id, group_id) select u.id, g.id from forum_user u, user_group g"
                + " where g.id = 1 or g.id = 2 and u.id = 1 or g.id > 2 and mod(u.id * 31 + g.id * 17, 7) = 0");
        run("insert into group_access (group_id, category_id, access_level) select g.id, c.id,"
                + " case when g.id = 2 then 'MODERATE'"
                + " when g.id = 1 then case when mod(c.id, 4) = 0 then 'NONE' else 'READ' end"
                + " when mod(g.id, 100) = 9 and floor(g.id / 100) = floor(c.id / 100) then 'MODERATE'"
                + " when floor(g.id / 100) = floor(c.id / 100) then 'WRITE'"
                + " when mod(g.id * 3 + c.id, 41) = 0 then 'READ' else 'NONE' end"
                + " from user_group g, category c where g.id <= 2 or mod(g.id * 7 + c.id * 3, 10) > 0");
        run("insert into user_access (user_id, category_id, access_level) select u.id, c.id,"
                + " case when mod(u.id + c.id, 2) = 0 then 'WRITE' else 'NONE' end"
                + " from forum_user u, category c where u.id > 1 and mod(u.id * 13 + c.id, 97) = 0");
    }

    private void threads() {
        for (int i = 0; i < SeedText.TITLES.size(); i++) {
            run(
                    "insert into forum_thread (id, category_id, title) select c.id * 100 + " + i
                            + ", c.id, cast(?1 as varchar(255)) from category c where c.section_id is not null",
                    SeedText.TITLES.get(i));
        }
        for (int hour = 0; hour < 24; hour++) {
            for (int i = 0; i < SeedText.POSTS.size(); i++) {
                run(
                        "insert into post (id, thread_id, author_id, content, written) select t.id * 10 + " + i
                                + ", t.id, 1 + mod(t.id * 17 + " + 7 * i + ", 400), cast(?1 as varchar(2000)),"
                                + " cast(?2 as timestamp) from forum_thread t where mod(t.id * 7, 24) = " + hour,
                        SeedText.POSTS.get(i),
                        LATEST.minusMinutes(53L * hour).plusMinutes(9L * i));
            }
        }
    }

    private void settings() {
        SeedText.SETTINGS.forEach(
                (name, content) -> run("insert into setting (name, content) values (?1, ?2)", name, content));
    }

    private void run(String sql, Object... parameters) {
        Query query = entityManager.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        query.executeUpdate();
    }
}
