package org.cacheversions.example.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cacheversions.Cache;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheName;

/** The forum's settings, cached and invalidated by calls instead of annotations. */
@Named("settings")
@ApplicationScoped
public class SettingService {
    private static final String THREADS_PER_PAGE = "threadsPerPage";

    @Inject
    @CacheName("settings")
    Cache cache;

    @Inject
    CacheInvalidator invalidator;

    @PersistenceContext
    EntityManager entityManager;

    public Map<String, String> getAll() {
        return cache.get("all", this::load);
    }

    public int threadsPerPage() {
        return Integer.parseInt(getAll().get(THREADS_PER_PAGE));
    }

    @Transactional
    public void change(String name, String content) {
        if (!getAll().containsKey(name)) {
            throw new IllegalArgumentException("There is no setting '" + name + "'.");
        }
        if (name.equals(THREADS_PER_PAGE) && !content.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("'" + name + "' needs a number from 1 to 99.");
        }
        entityManager.merge(new SettingRow(name, content));
        invalidator.invalidate("settings");
    }

    private Map<String, String> load() {
        Map<String, String> all = new TreeMap<>();
        entityManager
                .createQuery("select s from SettingRow s", SettingRow.class)
                .getResultStream()
                .forEach(row -> all.put(row.name, row.content));
        return Collections.unmodifiableMap(all);
    }
}
