package org.cacheversions.it.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Fills the database at startup and calls cached methods without a request. */
@Singleton
@Startup
public class StartupBean {

    static final int NOTES = 40;

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    TimerService timers;

    @Inject
    Notes notes;

    @Inject
    Counts counts;

    private final ConcurrentHashMap<Long, CompletableFuture<Report>> waiting = new ConcurrentHashMap<>();
    private String seen = "";

    @PostConstruct
    void begin() {
        for (long id = 1; id <= NOTES; id++) {
            entityManager.persist(new Note(id, "text " + id, "tag " + id));
        }
        entityManager.flush();
        seen = notes.text(1);
    }

    /** Returns what a cached call returned while the application started. */
    public String seen() {
        return seen;
    }

    /** Reads a cached value twice from a timer. */
    public CompletableFuture<Report> askLater(long id) {
        CompletableFuture<Report> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        timers.createSingleActionTimer(1, new TimerConfig(id, false));
        return answer;
    }

    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void ask(Timer timer) {
        long id = (Long) timer.getInfo();
        waiting.remove(id).complete(Report.ofTwoCalls(notes, counts, id));
    }
}
