package org.cacheversions.it.app.guarded;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.it.app.Counts;
import org.cacheversions.it.app.Notes;
import org.cacheversions.it.app.Report;

/** Calls cached methods in the transaction that the container begins for a timer. */
@Singleton
public class TimedNotes {

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    TimerService timers;

    @Inject
    Notes notes;

    @Inject
    Counts counts;

    private final ConcurrentHashMap<Long, CompletableFuture<Report>> waiting = new ConcurrentHashMap<>();

    /** Reads a cached value twice from a timer, whose transaction holds a connection. */
    public CompletableFuture<Report> askLater(long id) {
        CompletableFuture<Report> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        timers.createSingleActionTimer(1, new TimerConfig(id, false));
        return answer;
    }

    @Timeout
    void ask(Timer timer) {
        long id = (Long) timer.getInfo();
        CompletableFuture<Report> answer = waiting.remove(id);
        try {
            entityManager
                    .createQuery("update Note n set n.tag = n.tag where n.id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
            answer.complete(Report.ofTwoCalls(notes, counts, id));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
