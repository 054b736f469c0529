package org.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalTime;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

@ApplicationScoped
public class BanService {

    @PersistenceContext
    EntityManager entityManager;

    /** Runs once for each member, until someone is banned. */
    @VersionedCache("bans")
    public String find(String member) {
        Ban ban = entityManager.find(Ban.class, member);
        return (ban == null ? "not banned" : "banned: " + ban.reason) + ", computed at " + LocalTime.now();
    }

    /** The new version of "bans" commits with the ban, or is rolled back with it. */
    @Transactional
    @InvalidatesCache("bans")
    public void ban(String member, String reason) {
        Ban ban = new Ban();
        ban.member = member;
        ban.reason = reason;
        entityManager.merge(ban);
    }
}
