package org.cacheversions.example.bans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

@ApplicationScoped
public class BanService {
    @PersistenceContext
    EntityManager entityManager;

    @VersionedCache("bans")
    public Optional<Ban> findBan(@CacheScope long userId) {
        return Optional.ofNullable(entityManager.find(BanRow.class, userId))
                .map(row -> new Ban(row.userId, row.reason, row.since));
    }

    @Transactional
    @InvalidatesCache("bans")
    public void ban(@CacheScope long userId, String reason) {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        entityManager.merge(new BanRow(userId, reason, now));
    }

    @Transactional
    @InvalidatesCache("bans")
    public void unban(@CacheScope long userId) {
        entityManager
                .createQuery("delete from BanRow b where b.userId = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }
}
