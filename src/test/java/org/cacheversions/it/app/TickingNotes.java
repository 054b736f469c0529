package org.cacheversions.it.app;

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

/** Calls a cached method in the transaction of a timer, which has read before the versions are read. */
@Singleton
public class TickingNotes {

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    TimerService timers;

    @Inject
    Notes notes;

    private final ConcurrentHashMap<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    /** Calls a cached method from a timer: in its transaction, in a new one, or outside of it. */
    public CompletableFuture<String> askLater(String way, long id) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(way + " " + id, answer);
        timers.createSingleActionTimer(1, new TimerConfig(way + " " + id, false));
        return answer;
    }

    @Timeout
    void tick(Timer timer) {
        String[] info = ((String) timer.getInfo()).split(" ");
        CompletableFuture<String> answer = waiting.remove(timer.getInfo());
        long id = Long.parseLong(info[1]);
        try {
            entityManager.createQuery("select count(n) from Note n", Long.class).getSingleResult();
            answer.complete(
                    switch (info[0]) {
                        case "joined" -> notes.textInTransaction(id);
                        case "new" -> notes.textInNewTransaction(id);
                        case "outside" -> notes.textOutsideTransactions(id);
                        default -> throw new IllegalArgumentException(info[0]);
                    });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
