package org.cacheversions.example.threads;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.example.settings.SettingService;

@ApplicationScoped
public class ThreadService {
    private static final String THREAD = "select new org.cacheversions.example.threads.ThreadSummary("
            + "t.id, t.categoryId, t.title, count(p.id), max(p.written))"
            + " from ThreadRow t, PostRow p where p.threadId = t.id and ";
    private static final String GROUPED = " group by t.id, t.categoryId, t.title";

    @Inject
    SettingService settings;

    @PersistenceContext
    EntityManager entityManager;

    /**
     * The latest threads. How many, a setting says: since it is read through a cache while this loads, a change of
     * {@code settings} reaches this list too, without being named here.
     */
    @VersionedCache("threads")
    public List<ThreadSummary> latest(@CacheScope long categoryId) {
        return entityManager
                .createQuery(
                        THREAD + "t.categoryId = :category" + GROUPED + " order by max(p.written) desc, t.id desc",
                        ThreadSummary.class)
                .setParameter("category", categoryId)
                .setMaxResults(settings.threadsPerPage())
                .getResultList();
    }

    @VersionedCache("threads")
    public Optional<ThreadSummary> find(long id) {
        return entityManager
                .createQuery(THREAD + "t.id = :id" + GROUPED, ThreadSummary.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    @VersionedCache("threads")
    public List<Post> posts(@CacheScope long categoryId, long threadId) {
        return entityManager
                .createQuery(
                        "select new org.cacheversions.example.threads.Post(p.id, u.id, u.name, p.content, p.written)"
                                + " from PostRow p, UserRow u where u.id = p.authorId and p.threadId = :thread"
                                + " order by p.id",
                        Post.class)
                .setParameter("thread", threadId)
                .getResultList();
    }

    @Transactional
    @InvalidatesCache("threads")
    public long start(@CacheScope long categoryId, long authorId, String title, String content) {
        ThreadRow thread = new ThreadRow(categoryId, title);
        entityManager.persist(thread);
        reply(categoryId, thread.id, authorId, content);
        return thread.id;
    }

    @Transactional
    @InvalidatesCache("threads")
    public void reply(@CacheScope long categoryId, long threadId, long authorId, String content) {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        entityManager.persist(new PostRow(threadId, authorId, content, now));
    }
}
