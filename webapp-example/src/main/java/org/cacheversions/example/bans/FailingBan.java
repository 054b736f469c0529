package org.cacheversions.example.bans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Bans somebody and rolls back on purpose, so that one can see that neither the ban nor the new version of
 * {@code bans} is left.
 */
@ApplicationScoped
public class FailingBan {
    @Inject
    BanService bans;

    @PersistenceContext
    EntityManager entityManager;

    @Transactional
    public void ban(long userId, String reason) {
        bans.ban(userId, reason);
        entityManager.flush();
        Optional<Ban> uncommitted = bans.findBan(userId);
        throw new RolledBackException("Rolled back on purpose; within the transaction the user was "
                + (uncommitted.isPresent() ? "banned." : "not banned."));
    }

    /** Unchecked, so that the transaction rolls back. */
    public static final class RolledBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RolledBackException(String message) {
            super(message);
        }
    }
}
